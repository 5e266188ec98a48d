// What is looked at within a page. These functions run in the browser: each uses nothing from outside of itself, and
// returns what is wrong as texts.

// Texts that leave the window or their box, or lie on each other in a chart.
export function overflows() {
  const faults = [];
  const cut = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) {
    faults.push(`the page is ${page.scrollWidth} px wide in a window of ${page.clientWidth} px`);
  }
  // Whether something further up scrolls to the side, so that all of it can be read.
  const scrolls = (element) => {
    for (let above = element; above && above !== document.body; above = above.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(above).overflowX)) return true;
    }
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === "" || ["TITLE", "DESC", "title", "desc"].includes(element.tagName)) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || scrolls(element)) continue;
    // A pixel is lost to rounding. What stands wholly above the window waits for the keyboard.
    if (box.bottom > 0 && (box.left < -1 || box.right > window.innerWidth + 1)) {
      faults.push(`"${cut(node.data)}" leaves the window: ${Math.round(box.left)} to ${Math.round(box.right)} px`);
    }
    for (let above = element; above && above !== document.body; above = above.parentElement) {
      const style = getComputedStyle(above);
      const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
      // What only screen readers read is one pixel large on purpose.
      if (!hides || above.clientWidth <= 1 || above.ownerSVGElement !== undefined) continue;
      const around = above.getBoundingClientRect();
      if (box.right > around.right + 1 || box.left < around.left - 1 || box.bottom > around.bottom + 2) {
        faults.push(`"${cut(node.data)}" is cut off by <${above.tagName.toLowerCase()} class="${above.className}">`);
      }
    }
  }
  for (const chart of document.querySelectorAll("svg.chart")) {
    const all = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll("text")].map((element) => {
      const words = [...element.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
      return { words: cut(words.map((child) => child.data).join("")), box: element.getBoundingClientRect() };
    });
    for (const { words, box } of texts) {
      if (box.left < all.left - 1 || box.right > all.right + 1 || box.top < all.top - 2 || box.bottom > all.bottom + 2) {
        faults.push(`"${words}" leaves its chart`);
      }
    }
    texts.sort((one, other) => one.box.left - other.box.left);
    texts.forEach((one, number) => {
      for (const other of texts.slice(number + 1)) {
        if (other.box.left >= one.box.right - 1) break;
        // Lines of text stand close: their boxes may share what no letter reaches.
        const shared = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (shared > 4) faults.push(`"${one.words}" lies on "${other.words}"`);
      }
    });
  }
  return faults;
}

// Charts that cannot be seen whole although the window has room for them.
export function cutCharts() {
  const faults = [];
  const [phone, widest] = [360, 1660];
  for (const chart of document.querySelectorAll("svg.chart")) {
    const { width } = chart.getBoundingClientRect();
    const figure = chart.closest("figure");
    if (width === 0 || !figure || window.innerWidth > phone || !figure.querySelector(".chart-narrow")) continue;
    const room = figure.getBoundingClientRect().width;
    if (width > room + 1) faults.push(`"${chart.querySelector("title").textContent}" is ${width} px wide in ${room} px`);
  }
  for (const figure of document.querySelectorAll("figure")) {
    const seen = [...figure.querySelectorAll("svg.chart")].filter((chart) => chart.getBoundingClientRect().width > 0);
    if (seen.length !== 1) faults.push(`a figure shows ${seen.length} drawings`);
  }
  for (const around of document.querySelectorAll(".chart-scroll")) {
    const name = around.getAttribute("aria-label");
    if (around.clientWidth === 0) continue;
    const cut = around.scrollWidth - around.clientWidth;
    if (cut > 0 && window.innerWidth >= 1920 && around.scrollWidth <= widest) {
      faults.push(`"${name}" is cut by ${cut} px, and the window has room for it`);
    }
    if (window.innerWidth >= 1920 && around.scrollWidth > widest) faults.push(`"${name}" is ${around.scrollWidth} px wide`);
  }
  return faults;
}

// What paper would waste ink on: dark areas, and light letters.
export function darkOnPaper() {
  const faults = [];
  const light = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return alpha === 0 ? undefined : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  for (const element of [document.documentElement, document.body, ...document.querySelectorAll("body *")]) {
    if (element.ownerSVGElement || element.tagName === "svg") continue;
    const box = element.getBoundingClientRect();
    const behind = light(getComputedStyle(element).backgroundColor);
    const large = box.width * box.height > 10000;
    if (behind !== undefined && behind < 0.5 && (large || element === document.body)) {
      faults.push(`<${element.tagName.toLowerCase()} class="${element.className}"> is dark on paper`);
    }
  }
  if (light(getComputedStyle(document.body).color) > 0.5) faults.push("letters are light on paper");
  return faults;
}

// How many elements the keyboard must reach. Each gets its number.
export function numbered() {
  const found = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  let count = 0;
  for (const element of found) {
    const seen = element.checkVisibility?.({ visibilityProperty: true }) ?? true;
    if (element.tabIndex < 0 || element.disabled || !seen) continue;
    element.dataset.number = String(count);
    count += 1;
  }
  return count;
}

// The element that has the focus: its number, and whether that can be seen.
export async function focused() {
  // The page scrolls to it before it is drawn next.
  await new Promise((drawn) => requestAnimationFrame(drawn));
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const style = getComputedStyle(element);
  const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0;
  const box = element.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth;
  const words = (element.textContent || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ").slice(0, 60);
  return { number: element.dataset.number, seen: inView && (outlined || style.boxShadow !== "none"), words };
}

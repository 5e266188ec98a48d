// Writes a store of records for `git fast-import`: as many people and releases as asked for, with names as they come.
//
//     node records.mjs PEOPLE RELEASES PROJECT [chain] | git fast-import
//
// In a chain each person was mentored by the one before.
//
// The store of a team is made by the commands of the program. This is for sizes and for names that would take those minutes.

const [people, releases, project] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const isChain = process.argv[5] === "chain";

const names = [
  (number) => `Mona ${number}`,
  (number) => `山田太郎と仲間たち ${number}`,
  (number) => `محمد بن عبد الله ${number}`,
  (number) => `Ольга Ладыженская ${number}`,
  (number) => `Zoë Ångström-Łukasiewicz the ${number}th of her name`,
  (number) => `<b>&amp; "${number}" 🦀`,
  (number) => `${"Wolfeschlegelsteinhausenbergerdorff".repeat(6)} ${number}`.slice(0, 200),
];

const login = (number) => `person-${number}`;
const text = (value) => JSON.stringify(value);
const list = (values) => `[${values.map(text).join(", ")}]`;
const two = (number) => String(number).padStart(2, "0");

function person(number) {
  const lines = [
    "format = 1",
    `login = ${text(login(number))}`,
    `name = ${text(names[number % names.length](number))}`,
    `aliases = [${text(`${login(number)}@example.org`)}]`,
  ];
  // Every ninth did not agree to be listed, every third shows what is theirs to show, every fifth has no organisation.
  if (number % 9 !== 8) lines.push("consent = 2020-01-01");
  if (number % 3 === 0) lines.push('show = ["rung", "load", "check-in"]');
  if (number % 5 !== 4) {
    lines.push("", "[[affiliation]]", `organisation = "Organisation ${number % 12}"`, "from = 2014-01-01");
  }
  return lines.join("\n");
}

function release(number) {
  const kinds = ["patch", "minor", "patch", "patch", "major", "pre-release", "patch"];
  // The shepherds of a year are few, and others than those before.
  const shift = Math.floor((number / releases) * people);
  const spread = (number * number + 3 * number + shift) % Math.min(people, 40) + Math.max(0, Math.min(shift, people - 40));
  const by = isChain ? number % people : spread;
  const mentor = Math.max(0, by - 1 - (isChain ? 0 : number % 7));
  const lines = [
    "",
    "[[release]]",
    `tag = "${number}.0"`,
    `version = "${number}.0"`,
    `kind = "${kinds[number % kinds.length]}"`,
    `security = ${number % 17 === 0}`,
    `commit = "${number.toString(16).padStart(40, "0")}"`,
    // Over ten years, in order.
    `date = ${2016 + Math.floor((number * 10) / releases)}-${two(1 + (Math.floor((number * 120) / releases) % 12))}-${two(1 + (number % 28))}`,
    `released-by = ${list([login(by)])}`,
    `mentored-by = ${list((isChain || number % 3 === 0) && mentor !== by ? [login(mentor)] : [])}`,
    "sponsored-by = []",
    `shadowed-by = ${list(number % 5 === 0 ? [login((by + 1) % people)] : [])}`,
    'source = "guide"',
  ];
  return lines.join("\n");
}

const out = [];
function file(path, content) {
  out.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(content)}`, content);
}
out.push("commit refs/shepherd/store", "committer Octo Cat <octocat@example.org> 1700000000 +0000", "data 7", "records");
file("store.toml", `format = 1\nid = "${"0123456789abcdef".repeat(2)}"\n`);
for (let number = 0; number < people; number += 1) file(`people/${login(number)}.toml`, `${person(number)}\n`);
const all = Array.from({ length: releases }, (_, number) => release(number));
if (releases > 0) file(`releases/${project}.toml`, `format = 1\n${all.join("\n")}\n`);
process.stdout.write(`${out.join("\n")}\n`);

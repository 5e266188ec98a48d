//! Charts as SVG: the template writes the elements, and escapes whatever is text.

use std::fmt::Write as _;
use std::sync::LazyLock;

use handlebars::{Handlebars, RenderErrorReason, TemplateError};
use serde::Serialize;

use crate::core::chart::{Anchor, Chart, Drawing, Form, PHONE, Shape, Stroke};
use crate::core::text::clean;
use crate::render::error::{Place, RenderError};

/// The style sheet of all charts, with their colours for light, dark and paper.
pub const STYLES: &str = include_str!("../../templates/site/charts.css");

const NAME: &str = "chart.svg.hbs";
const SOURCE: &str = include_str!("../../templates/site/charts/chart.svg.hbs");

/// The template, read once.
static TEMPLATE: LazyLock<Result<Handlebars<'static>, Box<TemplateError>>> = LazyLock::new(|| {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_template_string(NAME, SOURCE).map_err(Box::new)?;
    Ok(registry)
});

/// What the template is filled in with.
#[derive(Serialize)]
struct Values<'a> {
    id: String,
    kind: &'a str,
    title: &'a str,
    description: &'a str,
    width: i32,
    height: i32,
    scrolls: bool,
    /// The class of a drawing that is seen in one size of the window alone; empty where there is no other.
    only: &'a str,
    shapes: Vec<Element<'a>>,
}

/// One element. Exactly one of `rect`, `path` and `text` is there.
#[derive(Default, Serialize)]
struct Element<'a> {
    class: &'a str,
    hint: &'a str,
    path: Option<String>,
    rect: Option<Rect>,
    text: Option<&'a str>,
    x: i32,
    y: i32,
    anchor: Option<&'a str>,
}

#[derive(Serialize)]
struct Rect {
    width: i32,
    height: i32,
    radius: i32,
}

/// Returns a chart as HTML: an `svg` element for each size that it is drawn in, of which the style sheet shows one; in a
/// region that scrolls where it is wider than a phone.
///
/// `id` is what the identities of its elements begin with: another one for each chart of a page. The style sheet of the
/// page needs [`STYLES`]. The same chart makes the same text, byte for byte.
///
/// # Errors
///
/// Where the template that comes with the program is wrong, which its test rules out.
pub fn svg(chart: &Chart, id: &str) -> Result<String, RenderError> {
    let Some(narrow) = &chart.narrow else { return drawn(&chart.wide, id, "") };
    Ok(drawn(&chart.wide, id, "chart-wide")? + &drawn(narrow, &format!("{id}-narrow"), "chart-narrow")?)
}

fn drawn(drawing: &Drawing, id: &str, only: &str) -> Result<String, RenderError> {
    let template = TEMPLATE.as_ref().map_err(|error| {
        let (line, _) = error.pos().unwrap_or((1, 1));
        let offset = SOURCE.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let place = Place::new(NAME, SOURCE, offset, 1).into();
        RenderError::Syntax { place, reason: error.reason().to_string() }
    })?;
    let (title, description) = (clean(&drawing.title), clean(&drawing.description));
    let values = Values {
        id: id.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect(),
        kind: drawing.kind,
        title: &title,
        description: &description,
        width: drawing.width,
        height: drawing.height,
        scrolls: drawing.width > PHONE,
        only,
        shapes: drawing.shapes.iter().map(element).collect(),
    };
    template.render(NAME, &values).map_err(|error| RenderError::Unfilled {
        template: NAME.to_owned(),
        line: error.line_no,
        reason: match error.reason() {
            RenderErrorReason::MissingVariable(Some(name)) => format!("`{name}` has no value"),
            other => other.to_string(),
        },
    })
}

fn element(shape: &Shape) -> Element<'_> {
    let common = Element { class: shape.ink.class(), hint: &shape.hint, ..Element::default() };
    match &shape.form {
        Form::Box { x, y, width, height, radius } => {
            let rect = Some(Rect { width: *width, height: *height, radius: *radius });
            Element { rect, x: *x, y: *y, ..common }
        }
        Form::Path(strokes) => Element { path: Some(path(strokes)), ..common },
        Form::Text { x, y, anchor, text } => {
            let anchor = match anchor {
                Anchor::Start => None,
                Anchor::Middle => Some("middle"),
                Anchor::End => Some("end"),
            };
            Element { text: Some(text), x: *x, y: *y, anchor, ..common }
        }
    }
}

/// Returns strokes as SVG 2 (9.3) has the data of a path.
fn path(strokes: &[Stroke]) -> String {
    let mut data = String::with_capacity(strokes.len() * 8);
    for stroke in strokes {
        // Writing into a text does not fail.
        let _ = match stroke {
            Stroke::Move(x, y) => write!(data, "M{x} {y}"),
            Stroke::Line(x, y) => write!(data, "L{x} {y}"),
            Stroke::Curve([(x1, y1), (x2, y2), (x, y)]) => write!(data, "C{x1} {y1} {x2} {y2} {x} {y}"),
            Stroke::Circle(x, y, radius) => {
                let (left, across) = (x - radius, 2 * radius);
                write!(data, "M{left} {y}a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0 -{across} 0z")
            }
            Stroke::Close => write!(data, "z"),
        };
    }
    data
}

#[cfg(test)]
#[path = "chart_tests.rs"]
mod tests;

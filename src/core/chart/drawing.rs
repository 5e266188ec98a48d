//! What a chart draws: plain shapes at whole numbers of pixels, so that the text made of them is the same everywhere.

/// A chart, laid out: shapes in a box that begins at 0, 0. Later ones lie on earlier ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// What kind of chart it is, as a word for style sheets: `timeline`.
    pub kind: &'static str,
    /// What it shows, as a heading has it.
    pub title: String,
    /// What it says, in sentences, for whoever cannot see it.
    pub description: String,
    /// The width in pixels.
    pub width: i32,
    /// The height in pixels.
    pub height: i32,
    /// What is drawn.
    pub shapes: Vec<Shape>,
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What it means, and so its colours.
    pub ink: Ink,
    /// Its form.
    pub form: Form,
    /// What a pointer on it shows; nothing where it is empty.
    pub hint: String,
}

/// The form of a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A box.
    Box {
        /// The left side.
        x: i32,
        /// The upper side.
        y: i32,
        /// The width.
        width: i32,
        /// The height.
        height: i32,
        /// How round the corners are.
        radius: i32,
    },
    /// Strokes of a pen, one after the other.
    Path(Vec<Stroke>),
    /// One line of text.
    Text {
        /// Where it begins, has its middle or ends, by the anchor.
        x: i32,
        /// The line on which the letters stand.
        y: i32,
        /// Which part of it is at `x`.
        anchor: Anchor,
        /// The text.
        text: String,
    },
}

/// One stroke of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Goes to a place without drawing.
    Move(i32, i32),
    /// A straight line to a place.
    Line(i32, i32),
    /// A curve to the third place, drawn towards the first and coming from the second: a cubic Bézier curve.
    Curve([(i32, i32); 3]),
    /// A whole circle around a place, with its radius.
    Circle(i32, i32, i32),
    /// A line back to where the last `Move` went.
    Close,
}

/// Which part of a text is at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// What a shape means. The style sheet gives each a colour, for light and for dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ink {
    /// Text.
    Text,
    /// Text that matters less.
    Quiet,
    /// A line behind everything that helps the eye.
    Grid,
    /// What a bar could fill.
    Track,
    /// A bar, or the work of a step.
    Bar,
    /// Time in which nothing but waiting happened.
    Wait,
    /// A sign-off.
    SignOff,
    /// A major release.
    Major,
    /// A minor release.
    Minor,
    /// A patch release.
    Patch,
    /// A pre-release.
    PreRelease,
    /// A release of another kind.
    Other,
    /// The ring around a security release.
    Security,
    /// A person in a graph.
    Node,
    /// The name of a person in a graph.
    NodeText,
    /// A line between two people.
    Edge,
    /// Such a line where it leads back to somebody who came before.
    BackEdge,
    /// The head of the arrow of such a line.
    Arrow,
    /// The head of an arrow that leads back.
    BackArrow,
    /// A number on such a line, or another text with lines behind it.
    EdgeText,
}

impl Ink {
    /// Returns the class of the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Text => "chart-text",
            Self::Quiet => "chart-quiet",
            Self::Grid => "chart-grid",
            Self::Track => "chart-track",
            Self::Bar => "chart-bar",
            Self::Wait => "chart-wait",
            Self::SignOff => "chart-sign-off",
            Self::Major => "chart-major",
            Self::Minor => "chart-minor",
            Self::Patch => "chart-patch",
            Self::PreRelease => "chart-pre-release",
            Self::Other => "chart-other",
            Self::Security => "chart-security",
            Self::Node => "chart-node",
            Self::NodeText => "chart-node-text",
            Self::Edge => "chart-edge",
            Self::BackEdge => "chart-back-edge",
            Self::Arrow => "chart-arrow",
            Self::BackArrow => "chart-back-arrow",
            Self::EdgeText => "chart-edge-text",
        }
    }
}

impl Stroke {
    /// Returns the stroke so far to the right and down.
    pub(super) fn moved(self, right: i32, down: i32) -> Self {
        let to = |(x, y): (i32, i32)| (x + right, y + down);
        match self {
            Self::Move(x, y) => Self::Move(x + right, y + down),
            Self::Line(x, y) => Self::Line(x + right, y + down),
            Self::Curve(places) => Self::Curve(places.map(to)),
            Self::Circle(x, y, radius) => Self::Circle(x + right, y + down, radius),
            Self::Close => Self::Close,
        }
    }
}

impl Shape {
    /// Returns a box.
    pub(super) fn rect(ink: Ink, [x, y]: [i32; 2], [width, height]: [i32; 2], radius: i32) -> Self {
        Self { ink, form: Form::Box { x, y, width, height, radius }, hint: String::new() }
    }

    /// Returns a path.
    pub(super) fn path(ink: Ink, strokes: Vec<Stroke>) -> Self {
        Self { ink, form: Form::Path(strokes), hint: String::new() }
    }

    /// Returns a straight line.
    pub(super) fn line(ink: Ink, from: [i32; 2], to: [i32; 2]) -> Self {
        Self::path(ink, vec![Stroke::Move(from[0], from[1]), Stroke::Line(to[0], to[1])])
    }

    /// Returns a text.
    pub(super) fn text(ink: Ink, [x, y]: [i32; 2], anchor: Anchor, text: impl Into<String>) -> Self {
        Self { ink, form: Form::Text { x, y, anchor, text: text.into() }, hint: String::new() }
    }

    /// Returns the shape so far to the right and down.
    pub(super) fn moved(self, right: i32, down: i32) -> Self {
        let form = match self.form {
            Form::Box { x, y, width, height, radius } => Form::Box { x: x + right, y: y + down, width, height, radius },
            Form::Path(strokes) => Form::Path(strokes.into_iter().map(|stroke| stroke.moved(right, down)).collect()),
            Form::Text { x, y, anchor, text } => Form::Text { x: x + right, y: y + down, anchor, text },
        };
        Self { form, ..self }
    }

    /// Returns the shape with what a pointer on it shows.
    pub(super) fn hinted(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

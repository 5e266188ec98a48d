//! Sorts the sections of a document into procedures and phases, and sets aside what is reading.

use super::Steps;
use super::content::{self, Unit};
use super::maker::Maker;
use super::section::Section;
use super::siblings::{self, Belongs, Group};
use super::tree::{Kind, Place};
use super::words::{self, Reason};
use crate::core::checklist::model::{Phase, Procedure, SetAside, Step};

/// Sorts sections.
pub(super) struct Planner<'a> {
    pub(super) maker: Maker<'a>,
    /// The procedures, the ordinary one first; those without steps go at the end.
    pub(super) procedures: Vec<Procedure>,
    pub(super) aside: Vec<SetAside>,
    /// The line of the heading whose phase may go on, and the line of the phase.
    pub(super) open: Option<(usize, usize)>,
    /// What may be a step: a section of prose is one only where nothing else is.
    pub(super) steps: Steps,
}

/// What is known of a section from where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Position {
    /// The procedure that it belongs to, unless it is one itself.
    procedure: usize,
    /// Whether the section above has a numbered list or boxes of its own, which this one then elaborates.
    elaborates: bool,
    /// Whether most sections beside it are lists of steps.
    follows: bool,
    /// Whether a section beside it holds sections of steps.
    is_beside_phases: bool,
}

impl Planner<'_> {
    /// Sorts a document. Its title, where there is one, is never reading and never a way to release.
    pub(super) fn place_document(&mut self, root: &Section) {
        let position = Position { follows: self.steps == Steps::AnyList, ..Position::default() };
        match root.children.as_slice() {
            [title] if root.own.is_empty() => self.place(title, position),
            [title] => {
                let above = Section { children: Vec::new(), ..root.clone() };
                self.place(&above, position);
                self.place(title, position);
            }
            _ => self.place(root, position),
        }
    }

    /// Sorts a section that may hold steps, and all below it.
    pub(super) fn place(&mut self, section: &Section, position: Position) {
        let tree = self.maker.tree;
        let chosen = content::choose(tree, &section.own, position.follows).filter(|content| {
            // Bullets below a numbered list tell more about it, unless their heading says that they go on.
            let goes_on = words::is_order(&words::plain_title(&section.title), false) || words::is_part(&section.title);
            !position.elaborates || content.unit != Unit::Bullets || goes_on
        });
        let elaborates = chosen.as_ref().is_some_and(|content| matches!(content.unit, Unit::Numbers | Unit::Tasks));
        let mut above = Above { section, is_printed: false };
        match chosen {
            Some(content) => {
                let introduction = self.text(&content.introduction);
                let steps = content.steps.iter().map(|part| self.maker.part(part)).collect();
                self.add(position.procedure, &mut above, introduction, steps);
                self.templates(&section.own);
            }
            None if self.is_step(section, position) => {
                let step = self.maker.prose(section);
                self.add(position.procedure, &mut above, String::new(), vec![step]);
                self.templates(&section.own);
            }
            None => {}
        }
        self.groups(&mut above, position.procedure, elaborates);
        if !above.is_printed {
            self.introduction(section);
        }
    }

    /// The phase of a section, with what stands before its steps.
    fn phase(&self, section: &Section) -> Phase {
        let heading = section.heading.map(|(first, last)| self.maker.source.slice(first, last).trim_end().to_owned());
        let line = section.first_line(self.maker.tree);
        let title = words::without_number(&section.title).trim().to_owned();
        Phase { title, line, heading: heading.unwrap_or_default(), ..Phase::default() }
    }

    /// Adds steps to a procedure: under the heading above them, which is printed once.
    fn add(&mut self, procedure: usize, above: &mut Above<'_>, introduction: String, steps: Vec<Step>) {
        let line = above.section.first_line(self.maker.tree);
        let first = steps.first().map_or(line, |step| step.line);
        let mut phase = self.phase(above.section);
        let Some(procedure) = self.procedures.get_mut(procedure) else { return };
        let is_open = procedure.phases.last().is_some_and(|last| self.open == Some((line, last.line)));
        if !is_open || !above.is_printed {
            if above.is_printed {
                (phase.heading, phase.line) = (String::new(), first);
            } else {
                phase.introduction = introduction;
            }
            above.is_printed = true;
            self.open = Some((line, phase.line));
            procedure.phases.push(phase);
        }
        if let Some(phase) = procedure.phases.last_mut() {
            phase.steps.extend(steps);
        }
    }

    /// Says whether a section without a list is one manual step.
    fn is_step(&self, section: &Section, position: Position) -> bool {
        let tree = self.maker.tree;
        if content::has_commands(tree, &section.own) {
            return true;
        }
        let goes_on = words::is_order(&words::plain_title(&section.title), false) || words::is_part(&section.title);
        let is_alone = section.children.is_empty()
            && (!position.is_beside_phases || words::is_order(&words::plain_title(&section.title), false));
        let counts =
            self.steps != Steps::Plain || (is_alone && section.heading.is_some() && (!position.elaborates || goes_on));
        counts && siblings::begins_with_order(tree, &section.own)
    }

    /// Sorts the sections below one, level by level.
    fn groups(&mut self, above: &mut Above<'_>, procedure: usize, elaborates: bool) {
        let mut rest = above.section.children.as_slice();
        while let Some(first) = rest.first() {
            let count = rest.iter().take_while(|child| child.level == first.level).count();
            let (run, left) = rest.split_at(count);
            rest = left;
            let run: Vec<&Section> = run.iter().filter(|child| !self.read_aside(child)).collect();
            let group = Group::of(self.maker.tree, &run);
            let mut shared = None;
            for (child, belongs) in run.iter().zip(siblings::ways(&run)) {
                let own = self.procedure(child, belongs, procedure, &mut shared);
                if group.by_headings && !siblings::is_container(child, group) {
                    self.heading_step(child, own, above);
                    continue;
                }
                let is_beside_phases = group.has_containers && child.children.is_empty();
                let position = Position { procedure: own, elaborates, follows: group.follows, is_beside_phases };
                self.place(child, position);
            }
        }
    }

    /// Returns the procedure of a section, which may be a new one.
    fn procedure(&mut self, child: &Section, belongs: Belongs, here: usize, shared: &mut Option<usize>) -> usize {
        let open = |planner: &mut Self| {
            let title = words::without_number(&child.title).trim().to_owned();
            planner.procedures.push(Procedure { title, ..Procedure::default() });
            planner.procedures.len() - 1
        };
        match belongs {
            Belongs::Here => here,
            Belongs::Alone => open(self),
            Belongs::Shared => match *shared {
                Some(shared) => shared,
                None => *shared.insert(open(self)),
            },
        }
    }

    /// Makes a step of a heading, and steps of the headings below it that say what to do.
    fn heading_step(&mut self, child: &Section, procedure: usize, above: &mut Above<'_>) {
        let is_step = |below: &Section| {
            child.numbers == 0 && below.numbers == 0 && words::is_order(&words::plain_title(&below.title), false)
        };
        // What stands between has to stay in order, so only the sections at the end can be steps of their own.
        let tail = child.children.iter().rposition(|below| !is_step(below)).map_or(0, |last| last + 1);
        let (kept, tail) = child.children.split_at(tail);
        let mut steps = vec![self.maker.section(child, kept, 0)];
        steps.extend(tail.iter().map(|below| self.maker.section(below, &below.children, 0)));
        for section in child.all() {
            self.templates(&section.own);
        }
        let introduction = self.text(&above.section.own);
        self.add(procedure, above, introduction, steps);
    }

    /// Sets a section aside where its title says that it is reading. Boxes are steps all the same.
    fn read_aside(&mut self, section: &Section) -> bool {
        let tree = self.maker.tree;
        let Some(reason) = words::reading(&section.title) else { return false };
        let all = section.all();
        let has_tasks = all.iter().any(|section| content::has_tasks(tree, &section.own));
        let has_list = || siblings::steps(tree, section).is_some_and(|(unit, _)| unit == Unit::Numbers);
        if has_tasks && reason == Reason::Requirements {
            let title = section.title.clone();
            self.procedures.push(Procedure { title, ..Procedure::default() });
            self.place(section, Position { procedure: self.procedures.len() - 1, ..Position::default() });
            return true;
        }
        if has_tasks || (reason == Reason::About && has_list()) {
            return false;
        }
        self.set_aside(section, reason.name());
        true
    }

    fn set_aside(&mut self, section: &Section, what: &str) {
        let (first, last) = (section.first_line(self.maker.tree), section.last_line(self.maker.tree));
        for part in section.all() {
            self.templates(&part.own);
        }
        self.aside(first, last, what.to_owned());
    }

    /// Sets aside the heading of a section without steps of its own, and what it says.
    fn introduction(&mut self, section: &Section) {
        let tree = self.maker.tree;
        if section.heading.is_none() && section.own.is_empty() {
            return;
        }
        let (first, last) = (section.first_line(tree), section.last_own_line(tree));
        let what = match (section.own.is_empty(), section.children.is_empty()) {
            (true, _) => "a heading",
            (false, false) => "introduction",
            (false, true) => "reading",
        };
        self.templates(&section.own);
        self.aside(first, last, what.to_owned());
    }

    /// Lists the templates in some blocks.
    fn templates(&mut self, places: &[Place]) {
        for block in self.maker.tree.within(places) {
            if let Kind::Code { label: Some(_), code } = &block.kind {
                let count = words::tasks(code);
                if count > 0 {
                    self.aside(block.first, block.last, template_of(count));
                }
            }
        }
    }

    /// Sets lines aside.
    pub(super) fn aside(&mut self, line: usize, last_line: usize, what: String) {
        let text = self.maker.source.slice(line, last_line).to_owned();
        self.aside.push(SetAside { line, last_line, what, text });
    }

    /// Returns some blocks as they stand in the file.
    fn text(&mut self, places: &[Place]) -> String {
        let mut text = String::new();
        let mut last = None;
        for place in places.iter().copied() {
            let block = self.maker.tree.get(place);
            if last.is_some_and(|last| block.first != last + 1) {
                text.push('\n');
            }
            self.maker.source.copy(&mut text, block.first, block.last, 0, None);
            last = Some(block.last);
        }
        text
    }
}

/// The section above some steps.
struct Above<'a> {
    section: &'a Section,
    /// Whether its heading stands in a phase.
    is_printed: bool,
}

/// Names a template by its tasks.
pub(super) fn template_of(count: usize) -> String {
    format!("a template of {}", crate::core::text::plural(count, "task"))
}

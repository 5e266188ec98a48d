//! The records of releases: `releases/<owner>/<name>.toml`, one `[[release]]` for each tag.

use toml_edit::{Array, ArrayOfTables, InlineTable, Item, Table, value};

use crate::core::ledger::{ConfidenceError, Release, Source};
use crate::store::fields::{Fields, File};
use crate::store::name::check_project;
use crate::store::runs::longer;
use crate::store::{Author, FORMAT, RunName, Snapshot, Store, StoreError, Write, keep, marker};

impl Store {
    /// Returns the releases of a project (`owner/name`) in the order of the file. Of a newer format, those that can be
    /// read.
    pub fn releases(&self, project: &str) -> Result<Vec<Release>, StoreError> {
        self.snapshot()?.releases(project)
    }

    /// Returns the releases of all projects, project by project.
    pub fn all_releases(&self) -> Result<Vec<Release>, StoreError> {
        self.snapshot()?.all_releases()
    }

    /// Adds the record of a release; `false` when its tag is recorded on that commit already. A record of the tag on
    /// another commit is not overwritten. What people wrote into the file stays.
    pub fn add_release(
        &self,
        project: &str,
        release: &Release,
        message: &str,
        author: &Author,
    ) -> Result<bool, StoreError> {
        let path = path(project)?;
        let written = self.change(message, author, |snapshot| {
            let text = snapshot.read(&path)?.unwrap_or_else(|| format!("format = {FORMAT}\n"));
            let added = add(&path, &text, release)?;
            Ok::<_, StoreError>(added.map(|text| Write::Put { path: path.clone(), text }).into_iter().collect())
        })?;
        Ok(written.is_some())
    }

    /// Adds the record of a release as [`Store::add_release`] does, and appends lines to the log of its run as
    /// [`Store::append_run`] does: both, or neither.
    pub fn record_release(
        &self,
        run: &RunName,
        known: usize,
        lines: &str,
        release: &Release,
        message: &str,
        author: &Author,
    ) -> Result<(), StoreError> {
        let (releases, log) = (path(&run.project)?, run.path()?);
        self.change(message, author, |snapshot| {
            let text = snapshot.read(&releases)?.unwrap_or_else(|| format!("format = {FORMAT}\n"));
            let added = add(&releases, &text, release)?;
            let added = added.map(|text| Write::Put { path: releases.clone(), text });
            let longer = Write::Put { path: log.clone(), text: longer(snapshot, run, known, lines)? };
            Ok::<_, StoreError>(added.into_iter().chain([longer]).collect())
        })?;
        Ok(())
    }
}

impl Snapshot<'_> {
    /// Returns the projects (`owner/name`) that have records of releases, sorted.
    pub fn projects(&self) -> Result<Vec<String>, StoreError> {
        let paths = self.list("releases")?;
        let project = |path: &String| Some(path.strip_prefix("releases/")?.strip_suffix(".toml")?.to_owned());
        Ok(paths.iter().filter_map(project).filter(|project| check_project(project).is_ok()).collect())
    }

    /// Returns the releases of all projects as [`Store::all_releases`] does.
    pub fn all_releases(&self) -> Result<Vec<Release>, StoreError> {
        let mut releases = Vec::new();
        for project in self.projects()? {
            releases.extend(self.releases(&project)?);
        }
        Ok(releases)
    }

    /// Returns the releases of a project as [`Store::releases`] does.
    pub fn releases(&self, project: &str) -> Result<Vec<Release>, StoreError> {
        let path = path(project)?;
        self.read(&path)?.map_or_else(|| Ok(Vec::new()), |text| read(&path, &text))
    }
}

fn path(project: &str) -> Result<String, StoreError> {
    check_project(project)?;
    Ok(format!("releases/{project}.toml"))
}

fn read(path: &str, text: &str) -> Result<Vec<Release>, StoreError> {
    let file = File::read(path, text)?;
    let project = path.strip_prefix("releases/").and_then(|rest| rest.strip_suffix(".toml")).unwrap_or(path);
    let mut releases = Vec::new();
    for fields in file.tables("release")? {
        releases.extend(file.known(read_release(project, &fields))?);
    }
    Ok(releases)
}

fn read_release(project: &str, fields: &Fields<'_>) -> Result<Release, StoreError> {
    let source = Source::from(fields.text("source")?.as_str());
    let confidence = match fields.text("confidence")?.as_str() {
        "" => source.confidence(),
        word => word.parse().map_err(|error: ConfidenceError| fields.wrong("confidence", &error.to_string()))?,
    };
    Ok(Release {
        project: project.to_owned(),
        tag: fields.needed_text("tag")?,
        version: fields.needed_text("version")?,
        kind: fields.text("kind")?,
        security: fields.flag("security")?,
        commit: fields.text("commit")?,
        date: fields.date("date")?,
        released_by: fields.texts("released-by")?,
        mentored_by: fields.texts("mentored-by")?,
        sponsored_by: fields.texts("sponsored-by")?,
        shadowed_by: fields.texts("shadowed-by")?,
        organisations: fields.pairs("organisations")?.into_iter().collect(),
        source,
        confidence,
        notes: fields.text("notes")?,
        spent_minutes: fields.number("spent-minutes")?,
    })
}

/// Returns the text with a release more; `None` when it is there already.
fn add(path: &str, text: &str, release: &Release) -> Result<Option<String>, StoreError> {
    let mut document = keep::document(path, text)?;
    if let Some(found) = read(path, text)?.iter().find(|found| found.tag == release.tag) {
        let differs = || StoreError::Exists(format!("another record of the release {}", release.tag));
        // The day on which it is written down, and by whom, may be another; the commit may not.
        let is_same = found.commit == release.commit || found.commit.is_empty() || release.commit.is_empty();
        return if is_same { Ok(None) } else { Err(differs()) };
    }
    let releases = document.entry("release").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let tables = releases.as_array_of_tables_mut();
    tables.ok_or_else(|| marker::damaged(path, "`release` is to be written as `[[release]]`"))?.push(table(release));
    Ok(Some(document.to_string()))
}

fn table(release: &Release) -> Table {
    let list = |texts: &[String]| value(texts.iter().map(String::as_str).collect::<Array>());
    let mut table = Table::new();
    table.insert("tag", value(&release.tag));
    table.insert("version", value(&release.version));
    table.insert("kind", value(&release.kind));
    table.insert("security", value(release.security));
    table.insert("commit", value(&release.commit));
    if let Some(date) = release.date.and_then(|date| date.to_string().parse::<toml_edit::Datetime>().ok()) {
        table.insert("date", value(date));
    }
    table.insert("released-by", list(&release.released_by));
    table.insert("mentored-by", list(&release.mentored_by));
    table.insert("sponsored-by", list(&release.sponsored_by));
    table.insert("shadowed-by", list(&release.shadowed_by));
    table.insert("organisations", value(release.organisations.iter().collect::<InlineTable>()));
    table.insert("source", value(release.source.word()));
    // What a source is as sure of as ever needs no word.
    if release.confidence != release.source.confidence() {
        table.insert("confidence", value(release.confidence.word()));
    }
    if !release.notes.is_empty() {
        table.insert("notes", value(&release.notes));
    }
    if let Some(minutes) = release.spent_minutes {
        table.insert("spent-minutes", value(i64::from(minutes)));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(tag: &str) -> Release {
        Release {
            tag: tag.to_owned(),
            version: tag.to_owned(),
            kind: "patch".to_owned(),
            security: true,
            commit: "c9d2".repeat(10),
            date: Some("2026-08-10".parse().unwrap()),
            released_by: vec!["octocat".to_owned()],
            shadowed_by: vec!["newcomer".to_owned(), "other".to_owned()],
            organisations: [("octocat".to_owned(), "github \"x\"".to_owned())].into(),
            project: "f".to_owned(),
            source: Source::Guide,
            ..Release::default()
        }
    }

    #[test]
    fn a_record_is_written_and_read() {
        let text = add("f", "format = 1\n", &release("5.5.1")).unwrap().unwrap();
        insta::assert_snapshot!(text, @r#"
        format = 1

        [[release]]
        tag = "5.5.1"
        version = "5.5.1"
        kind = "patch"
        security = true
        commit = "c9d2c9d2c9d2c9d2c9d2c9d2c9d2c9d2c9d2c9d2"
        date = 2026-08-10
        released-by = ["octocat"]
        mentored-by = []
        sponsored-by = []
        shadowed-by = ["newcomer", "other"]
        organisations = { octocat = 'github "x"' }
        source = "guide"
        "#);
        assert_eq!(read("f", &text).unwrap(), [release("5.5.1")]);
        let both = add("f", &text, &release("5.5.2")).unwrap().unwrap();
        assert!(both.starts_with(&text), "{both}");
        assert_eq!(read("f", &both).unwrap(), [release("5.5.1"), release("5.5.2")]);
    }

    #[test]
    fn what_people_wrote_stays() {
        let old = "# Ours.\nformat = 1 # the first\n\n[[release]]\ntag = '1.0' # a long night\nversion = \"1.0\"\n\
                   mood = \"good\"\n\n[policy]\nrest = 2\n\n# The end.\n";
        let text = add("f", old, &release("1.1")).unwrap().unwrap();
        for line in old.lines() {
            assert!(text.lines().any(|kept| kept == line), "`{line}` is lost: {text}");
        }
        let tags: Vec<_> = read("f", &text).unwrap().into_iter().map(|release| release.tag).collect();
        assert_eq!(tags, ["1.0", "1.1"]);
        assert_eq!(marker::parse("f", &text).unwrap()["policy"]["rest"].as_integer(), Some(2));
    }

    #[test]
    fn a_tag_has_one_record() {
        let text = add("f", "format = 1\n", &release("1.0")).unwrap().unwrap();
        assert_eq!(add("f", &text, &release("1.0")).unwrap(), None);
        let later = Release { date: Some("2026-08-11".parse().unwrap()), security: false, ..release("1.0") };
        assert_eq!(add("f", &text, &later).unwrap(), None);
        let other = Release { commit: "aaaa".repeat(10), ..release("1.0") };
        let error = add("f", &text, &other).unwrap_err().to_string();
        assert_eq!(error, "another record of the release 1.0 is in the store already");
    }

    #[test]
    fn a_newer_file_is_read_and_not_written() {
        let text = "format = 2\n[[release]]\ntag = \"1.0\"\nversion = \"1.0\"\n[[release]]\nname = \"new\"\n";
        assert_eq!(read("f", text).unwrap().len(), 1);
        let error = add("f", text, &release("1.1")).unwrap_err().to_string();
        assert_eq!(error, "`f` in the store has format 2, and this version knows formats up to 1");
    }

    #[test]
    fn each_wrong_field_is_named() {
        let with = |line: &str| format!("format = 1\n[[release]]\ntag = \"1.0\"\nversion = \"1\"\n{line}\n");
        let cases = [
            ("security = 1", "line 5: `[[release]]` number 1: `security` is neither `true` nor `false`"),
            ("kind = 1", "line 5: `[[release]]` number 1: `kind` is no text"),
            ("date = \"2026\"", "line 5: `[[release]]` number 1: `date` is no date such as 2026-03-28"),
            ("date = 2026-03-28T09:00:00Z", "line 5: `[[release]]` number 1: `date` is no date such as 2026-03-28"),
            ("released-by = \"octocat\"", "line 5: `[[release]]` number 1: `released-by` is no list of texts"),
            ("organisations = []", "line 5: `[[release]]` number 1: `organisations` is no table of texts"),
            ("[[release]]\ntag = \"2\"", "line 5: `[[release]]` number 2: `version` is missing"),
            ("a = ", "line 5: string values must be quoted, expected literal string"),
        ];
        for (line, reason) in cases {
            let error = read("f", &with(line)).unwrap_err().to_string();
            assert_eq!(error, format!("`f` in the store is damaged: {reason}"));
        }
        let error = read("f", "format = 1\nrelease = 1\n").unwrap_err().to_string();
        assert_eq!(error, "`f` in the store is damaged: line 2: `release` is to be written as `[[release]]`");
    }
}

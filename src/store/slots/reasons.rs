//! Why somebody declined a slot or passed it on: `reasons/<owner>/<name>/<id>.toml`, and only in the store that nobody else
//! may know of.

use toml_edit::{ArrayOfTables, Item, Table, value};

use crate::core::rotation::Slot;
use crate::store::name::{check_project, encode};
use crate::store::{Author, FORMAT, Store, StoreError, Write, keep, marker};

impl Store {
    /// Writes down why somebody declined a slot or passed it on. `what` is `decline` or `swap`.
    ///
    /// # Errors
    ///
    /// Where it is the store that everybody sees.
    pub fn add_slot_reason(
        &self,
        slot: &Slot,
        login: &str,
        what: &str,
        reason: &str,
        author: &Author,
    ) -> Result<(), StoreError> {
        check_project(slot.project())?;
        let path = format!("reasons/{}/{}.toml", slot.project(), encode(&slot.id)?);
        if !self.is_private() {
            return Err(StoreError::Name { name: path, reason: "reasons stay in the private store" });
        }
        self.change(&format!("reasons: {} of {}", what, slot.id), author, |snapshot| {
            let text = snapshot.read(&path)?.unwrap_or_else(|| format!("format = {FORMAT}\n"));
            let mut document = keep::document(&path, &text)?;
            let reasons = document.entry("reason").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
            let reasons = reasons.as_array_of_tables_mut();
            let reasons = reasons.ok_or_else(|| marker::damaged(&path, "`reason` is to be written as `[[reason]]`"))?;
            let mut table = Table::new();
            table.insert("login", value(login));
            table.insert("what", value(what));
            table.insert("on", value(keep::time(&path, &format!("{:.0}", author.when))?));
            table.insert("reason", value(reason));
            reasons.push(table);
            Ok::<_, StoreError>(vec![Write::Put { path: path.clone(), text: document.to_string() }])
        })?;
        Ok(())
    }
}

/// Returns a file of reasons without those of somebody; `None` where there are no others in it.
pub(in crate::store) fn without_reasons(
    path: &str,
    text: &str,
    is_they: impl Fn(&str) -> bool,
) -> Result<Option<String>, StoreError> {
    let mut document = keep::document(path, text)?;
    let Some(reasons) = document.get_mut("reason").and_then(Item::as_array_of_tables_mut) else {
        return Ok(Some(text.to_owned()));
    };
    let before = reasons.len();
    reasons.retain(|said| !said.get("login").and_then(Item::as_str).is_some_and(&is_they));
    let is_empty = reasons.is_empty() && before > 0;
    Ok((!is_empty).then(|| document.to_string()))
}

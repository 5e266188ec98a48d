//! On which line of a configuration a key stands.

use toml_edit::Document;

/// Returns the line of a key, counted from 1; `path` holds the tables around it and its own name. `None` where the text
/// has no such key.
pub fn line_of_key(text: &str, path: &[&str]) -> Option<usize> {
    let document = Document::parse(text).ok()?;
    let (name, tables) = path.split_last()?;
    let mut table = document.as_item().as_table_like()?;
    for outer in tables {
        table = table.get(outer)?.as_table_like()?;
    }
    let start = table.key(name)?.span()?.start;
    Some(text.get(..start)?.matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_any_form() {
        let text = "# Ours\nremote = \"ups\"\n\n[upgrade]\npage = \"x\"\nmanifests = []\n";
        assert_eq!(line_of_key(text, &["remote"]), Some(2));
        assert_eq!(line_of_key(text, &["upgrade", "manifests"]), Some(6));
        assert_eq!(line_of_key("a = 1\nupgrade = { manifests = [] }\n", &["upgrade", "manifests"]), Some(2));
        assert_eq!(line_of_key("upgrade.manifests = []\n", &["upgrade", "manifests"]), Some(1));
        assert_eq!(line_of_key(text, &["document"]), None);
        assert_eq!(line_of_key("= broken", &["document"]), None);
    }
}

//! What git is told in a rehearsal: who commits, where each address really leads, and that nothing else is reached.

use std::fmt::Write as _;
use std::path::Path;

/// Settings of the person that only change how git behaves on this machine, and come along.
pub(super) const KEPT: [&str; 16] = [
    "checkout.defaultremote",
    "core.autocrlf",
    "core.editor",
    "core.eol",
    "init.defaultbranch",
    "merge.ff",
    "pull.ff",
    "pull.rebase",
    "push.autosetupremote",
    "push.default",
    "push.followtags",
    "rebase.autostash",
    "remote.pushdefault",
    "tag.sort",
    "user.email",
    "user.name",
];

/// Returns the text of git's configuration. `settings` are those that come along; each of `redirects` is a folder and
/// the addresses that lead to it instead of where they would; `root` is the folder of the rehearsal; what begins with
/// one of `refused` leads nowhere.
pub(super) fn text(
    settings: &[(String, String)],
    redirects: &[(String, Vec<String>)],
    root: &Path,
    refused: &[String],
    signer: &Path,
) -> String {
    let mut text = "# Made for a rehearsal. It reaches nothing but the copies beside it.\n".to_owned();
    let root = root.display().to_string();
    let mut line = |written: String| {
        // Writing to a string cannot fail.
        writeln!(text, "{written}").ok();
    };
    for (name, value) in settings {
        if let Some((section, key)) = name.rsplit_once('.') {
            line(format!("[{section}]\n\t{key} = {}", quoted(value)));
        }
    }
    line("[commit]\n\tgpgSign = false\n[tag]\n\tgpgSign = false\n\tforceSignAnnotated = false".to_owned());
    line("[push]\n\tgpgSign = false".to_owned());
    let signer = quoted(&signer.display().to_string());
    line(format!("[gpg]\n\tformat = openpgp\n\tprogram = {signer}"));
    line(format!("[gpg \"ssh\"]\n\tprogram = {signer}\n[gpg \"x509\"]\n\tprogram = {signer}"));
    // An empty helper forgets those of other files.
    line("[credential]\n\thelper = \"\"\n[core]\n\taskPass = false\n\tsshCommand = false".to_owned());
    line("[protocol]\n\tallow = never\n[protocol \"file\"]\n\tallow = always".to_owned());
    // What lies in the rehearsal is itself, although it may lie below what is refused.
    let own = (format!("{root}/"), vec![format!("{root}/"), format!("file://{root}/")]);
    let nowhere = (format!("{root}/refused/"), refused.to_vec());
    for (folder, addresses) in redirects.iter().chain([&own, &nowhere]).filter(|(_, addresses)| !addresses.is_empty()) {
        line(format!("[url {}]", quoted(folder)));
        for address in addresses {
            let address = quoted(address);
            line(format!("\tinsteadOf = {address}\n\tpushInsteadOf = {address}"));
        }
    }
    text
}

/// Returns a value, or the name of a section, as git reads it.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted() {
        let settings = [("user.name".to_owned(), "Mona \"M\" \\o/ # x".to_owned())];
        let text = text(&settings, &[], Path::new("/r"), &[], Path::new("/r/bin/gpg"));
        assert!(text.contains("[user]\n\tname = \"Mona \\\"M\\\" \\\\o/ # x\"\n"), "{text}");
        assert!(!text.contains("refused"), "{text}");
    }
}

//! What the script of bash lacks: values behind an equals sign.

/// The line of the library's script after which the words of the line are known.
const KNOWN: &str = "        words[COMP_CWORD]=\"$2\"\n    fi\n";
/// Bash takes an equals sign for a word of its own unless it is told otherwise for all programs, so that `--format=j` is
/// three words (<https://www.gnu.org/software/bash/manual/html_node/Bash-Variables.html>, `COMP_WORDBREAKS`).
const JOIN: &str = r#"    # `--format=j` comes as three words, and is asked for as `--format j`.
    local place parts=()
    for place in "${!words[@]}"; do
        if ((place > 0 && place <= COMP_CWORD)) && [[ "${words[place]}" == "=" && "${words[place - 1]}" == --* ]]; then
            if ((place < COMP_CWORD)); then
                ((_CLAP_COMPLETE_INDEX -= 1))
            else
                parts+=("")
            fi
        else
            parts+=("${words[place]}")
        fi
    done
    words=("${parts[@]}")
"#;

/// Returns the script with values behind an equals sign.
pub(super) fn with_equals(script: &str) -> String {
    script.replacen(KNOWN, &format!("{KNOWN}{JOIN}"), 1)
}

//! Steps really try to get out of a rehearsal: to the real remotes, to a server, to credentials, to the real files.

use std::net::TcpListener;

use super::*;
use crate::shell::testing::alone;

#[test]
fn nothing_real_can_be_reached() {
    let home = std::env::temp_dir().join(format!("shepherd-rehearsal-{}-home", std::process::id()));
    folders::write(&home.join(".netrc"), b"machine example.org login mona password netrc-secret\n").unwrap();
    folders::write(
        &home.join(".gitconfig"),
        b"[credential]\n\thelper = store\n[user]\n\tname = Mona\n\temail = mona@example.org\n\
          [http]\n\textraHeader = header-secret\n",
    )
    .unwrap();
    folders::write(&home.join(".cargo/credentials.toml"), b"token = \"cargo-secret\"\n").unwrap();
    alone(
        "shell::rehearsal::tests::tries::tries",
        &[
            ("HOME", home.to_str().unwrap()),
            ("GITHUB_TOKEN", "ghp_secret"),
            ("GH_TOKEN", "ghp_secret"),
            ("SSH_AUTH_SOCK", "/agent-secret"),
            ("GIT_CONFIG_COUNT", "1"),
            ("GIT_CONFIG_KEY_0", "credential.helper"),
            ("GIT_CONFIG_VALUE_0", "helper-secret"),
        ],
    );
    folders::remove(&home).unwrap();
}

#[test]
#[ignore = "run by the test above in a process of its own, where there are secrets to find"]
fn tries() {
    let world = World::new("tries");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = format!("http://127.0.0.1:{port}/octo/hello.git");
    world.git("person", &["remote", "add", "upstream", "https://mona:ghp_secret@github.com/octo/hello.git"]);
    world.git("person", &["remote", "add", "server", &server]);
    let before = (world.git("real.git", &["for-each-ref"]), world.git("person", &["for-each-ref"]));
    let rehearsal = world.rehearse(&[]);
    let real = world.path("real.git").display().to_string();
    let person = world.path("person").display().to_string();
    let head = format!("git push {person} HEAD:refs/heads/reached");
    for (commands, is_well) in [
        ("git push origin HEAD:reached1".to_owned(), true),
        (format!("git push {real} HEAD:refs/heads/reached2"), true),
        (format!("git push file://{real} HEAD:refs/heads/reached3"), true),
        (format!("git push {} HEAD:refs/heads/reached4", real.trim_end_matches(".git")), true),
        (format!("env -i PATH=/usr/local/bin:/usr/bin:/bin git push {real} HEAD:refs/heads/reached5"), true),
        ("git push git@github.com:octo/hello HEAD:refs/heads/reached6".to_owned(), true),
        ("git push https://github.com/octo/hello.git HEAD:refs/heads/reached7".to_owned(), true),
        (format!("git push {server} HEAD:refs/heads/reached8"), true),
        (format!("git push http://127.0.0.1:{port}/octo/other HEAD:refs/heads/reached"), false),
        ("git push https://github.com/octo/else HEAD:refs/heads/reached".to_owned(), false),
        ("git push ssh://git@gitlab.com/octo/else HEAD:refs/heads/reached".to_owned(), false),
        (format!("env -i PATH=/usr/bin:/bin git ls-remote http://127.0.0.1:{port}/octo/other"), false),
        (head, false),
        ("cat ~/.netrc ~/.git-credentials ~/.cargo/credentials.toml ~/.ssh/id_ed25519".to_owned(), false),
        ("test -n \"$GITHUB_TOKEN$GH_TOKEN$SSH_AUTH_SOCK\"".to_owned(), false),
        ("test -n \"$(git config --get credential.helper)\"".to_owned(), false),
    ] {
        let (outcome, text) = run(&rehearsal, &commands);
        assert_eq!(outcome.is_success(), is_well, "{commands}: {text}");
        assert!(!text.contains("secret"), "{commands}: {text}");
    }
    let (_, text) =
        run(&rehearsal, "env; git config --list --show-origin; cat .git/config ../home/.gitconfig ../rehearsal.json");
    assert!(!text.contains("secret"), "{text}");

    let network = format!(
        "for i in 1 2 3; do (echo x >/dev/tcp/127.0.0.1/{port}); done\ncurl -s -m 5 http://127.0.0.1:{port}/\n\
         env -i bash -c 'echo x >/dev/tcp/127.0.0.1/{port}'\n"
    );
    let (_, text) = run(&rehearsal, &format!("set +e\n{network}true"));
    let reach = rehearsal.reach();
    let accepted = listener.accept().is_ok();
    assert_eq!(accepted, reach.has_network, "{text} {reach:?}");

    let files = format!(
        "set +e\ncd {person}\ngit tag reached\ntouch {person}/reached {real}/refs/heads/reached\n\
         env -i PATH=/usr/bin:/bin git -C {person} push origin HEAD:refs/heads/reached\ntrue"
    );
    if reach.is_read_only {
        well(&rehearsal, &files);
        assert!(!folders::is_program(&world.path("person/reached")) && !files::exists(&world.path("person/reached")));
    } else {
        assert!(reach.notes.iter().any(|note| note.contains("the real repository included")), "{reach:?}");
    }
    assert_eq!((world.git("real.git", &["for-each-ref"]), world.git("person", &["for-each-ref"])), before);
}

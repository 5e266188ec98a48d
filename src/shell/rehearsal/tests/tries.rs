//! Steps really try to get out of a rehearsal: to the real remotes, to a server, to credentials, to the real files.

use std::net::TcpListener;
use std::os::unix::net::UnixListener;

use super::super::tools::found;
use super::*;
use crate::shell::testing::alone;
use crate::system::environment;

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

#[test]
fn credentials_are_hidden_where_they_lie() {
    let home = std::env::temp_dir().join(format!("shepherd-rehearsal-{}-hidden", std::process::id()));
    for (path, text) in SECRETS {
        folders::write(&home.join(path), text.as_bytes()).unwrap();
    }
    folders::write(&home.join(".cargo/registry/index"), b"fetched\n").unwrap();
    let agent = home.join("agent").display().to_string();
    let home_named = home.display().to_string();
    let cargo = home.join(".cargo").display().to_string();
    let variables = [("HOME", home_named.as_str()), ("SSH_AUTH_SOCK", &agent), ("CARGO_HOME", &cargo)];
    alone("shell::rehearsal::tests::tries::hidden", &variables);
    folders::remove(&home).unwrap();
}

const SECRETS: [(&str, &str); 6] = [
    (".cargo/credentials.toml", "token = \"cargo-secret\"\n"),
    (".config/gh/hosts.yml", "oauth_token: gh-secret\n"),
    (".gitconfig", "[http]\n\textraHeader = header-secret\n"),
    (".netrc", "machine example.org login mona password netrc-secret\n"),
    (".pypirc", "password = pypi-secret\n"),
    (".ssh/id_ed25519", "key-secret\n"),
];

/// Says `reached` where somebody listens at a socket.
const CONNECT: &str =
    "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1]); print('reached the agent')";

#[test]
#[ignore = "run by the test above in a process of its own, which has a home with secrets"]
fn hidden() {
    let world = World::new("hidden");
    world.git("person", &["remote", "add", "upstream", "https://mona:remote-secret@github.com/octo/hello.git"]);
    let home = environment::machine().remove("HOME").map(PathBuf::from).unwrap();
    let agent = home.join("agent");
    let listener = UnixListener::bind(&agent).unwrap();
    let rehearsal = world.rehearse(&[]);
    let reach = rehearsal.reach();
    let (home_named, agent_named) = (home.display().to_string(), agent.display().to_string());
    let read: Vec<String> = SECRETS.iter().map(|(path, _)| format!("{home_named}/{path}")).collect();
    let read = format!("cat {} {}/.git/config", read.join(" "), world.path("person").display());
    let has_python = found(&environment::machine(), "python3");
    if !reach.is_read_only {
        println!("a part is skipped: no namespace with mounts can be made here");
        assert!(
            reach.notes.iter().any(|note| note.contains("read files of your home by their full path")),
            "{reach:?}"
        );
        return;
    }
    // Outside of the rehearsal all of it is found, so that this test would see it.
    let outside = Program::new("sh", ["-c", &read], LONG).succeed().unwrap();
    assert_eq!(outside.text().matches("secret").count(), SECRETS.len() + 1);
    for (commands, is_possible) in [
        (format!("set +e\n{read}"), true),
        (format!("set +e\n/usr/bin/env -i /bin/{read}"), true),
        (format!("set +e\numount {home_named}/.ssh {home_named}/.netrc\n{read}"), true),
        (format!("set +e\nunshare -Urm sh -c 'umount {home_named}/.ssh {home_named}/.netrc; {read}'"), true),
        (format!("set +e\nunshare -Urm sh -c 'umount -l {home_named}/.ssh; {read}'"), true),
        ("set +e\ncat /proc/$PPID/root$HOME/../.ssh/* /proc/*/environ".to_owned(), true),
        (format!("set +e\nfor i in /proc/[0-9]*; do cat $i/root{home_named}/.netrc; done"), true),
        (format!("python3 -c \"{CONNECT}\" {agent_named}"), has_python),
    ] {
        if is_possible {
            let (_, text) = run(&rehearsal, &commands);
            assert!(!text.contains("-secret") && !text.contains("reached the agent"), "{commands}: {text}");
        }
    }
    if has_python {
        let outside = Program::new("python3", ["-c", CONNECT, &agent_named], LONG).succeed().unwrap();
        assert_eq!(outside.text(), "reached the agent");
    }
    drop(listener);
    // What tools fetched can be used, and stays as it is.
    assert_eq!(well(&rehearsal, "cat ~/.cargo/registry/index"), "fetched\n");
    run(&rehearsal, "echo changed >~/.cargo/registry/index; touch ~/.cargo/registry/new");
    assert_eq!(files::read_text(&home.join(".cargo/registry/index")).unwrap(), "fetched\n");
    assert!(!files::exists(&home.join(".cargo/registry/new")));
    // An agent that ended does not end the rehearsal.
    folders::remove_file(&agent).unwrap();
    assert_eq!(well(&rehearsal, "echo on"), "on\n");
}

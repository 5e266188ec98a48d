//! Who is at the keyboard.

use crate::cli::context::Context;
use crate::core::people::Login;
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::guide::Me;
use crate::store::Store;
use crate::ui::{Answers, Form, Inquiry};

/// Returns who is at the keyboard: by the flag, by git's settings, by the records, by GitHub's own e-mail addresses, else
/// as the person says.
pub(in crate::cli) fn me(
    context: &Context<'_>,
    repository: &Repository,
    named: Option<&str>,
    answers: &mut Answers,
) -> Result<Me, Failure> {
    let (name, email) = identity(repository)?;
    let login = match named {
        Some(named) => Some(named.to_owned()),
        None => known_login(repository, &email)?,
    };
    let login = if let Some(login) = login {
        login
    } else {
        let proposal = email.split('@').next().filter(|start| start.parse::<Login>().is_ok()).map(str::to_owned);
        let form = Form::Text { default: proposal.as_deref() };
        let question = "What is your login on GitHub? (`git config shepherd.login LOGIN` keeps it)";
        context.ui.inquire(&Inquiry { key: "login", text: question, form }, answers)?
    };
    let login = login.parse::<Login>()?.into();
    Ok(Me { login, name, email })
}

/// Returns who is at the keyboard, for a command whose flag `--as` says it where nobody can be asked.
pub(in crate::cli) fn me_by_flag(
    context: &Context<'_>,
    repository: &Repository,
    named: Option<&str>,
) -> Result<Me, Failure> {
    if !context.ui.can_ask() {
        login_of(repository, named)?;
    }
    me(context, repository, named, &mut Answers::default())
}

/// Returns the login of who is at the keyboard, for a command that only looks: nobody is asked, and git need not know them.
pub(in crate::cli) fn login_of(repository: &Repository, named: Option<&str>) -> Result<String, Failure> {
    let login = match named {
        Some(named) => Some(named.parse::<Login>()?.into()),
        None => login_if_known(repository)?,
    };
    login.ok_or_else(|| {
        Failure::new(Kind::Usage, "it is not known who you are")
            .hint("say it with `--as LOGIN`, or for good with `git config shepherd.login LOGIN`")
    })
}

/// Returns the same for a command that says what it can where that is not known.
pub(in crate::cli) fn login_if_known(repository: &Repository) -> Result<Option<String>, Failure> {
    let email = repository.identity().map(|(_, email)| email).unwrap_or_default();
    let login = known_login(repository, &email)?;
    Ok(login.map(|login| login.parse::<Login>()).transpose()?.map(Into::into))
}

/// Returns the name and the e-mail address that git writes into commits.
pub(in crate::cli) fn identity(repository: &Repository) -> Result<(String, String), Failure> {
    repository.identity().ok_or_else(|| {
        Failure::new(Kind::Outside, "git does not know who you are, and what is recorded names you")
            .hint("`git config --global user.name 'Your Name'` and `git config --global user.email you@example.org`")
    })
}

/// Returns the login of a person as far as it is known without asking.
fn known_login(repository: &Repository, email: &str) -> Result<Option<String>, Failure> {
    if let Some(login) = repository.setting("shepherd.login") {
        return Ok(Some(login));
    }
    let people = Store::open(repository)?.people()?;
    if let Some(person) = people.with_email(email) {
        return Ok(Some(person.login.clone()));
    }
    if let Some(login) = repository.setting("github.user") {
        return Ok(Some(login));
    }
    // `12345+octocat@users.noreply.github.com`
    let hidden = email.strip_suffix("@users.noreply.github.com");
    Ok(hidden.map(|user| user.split_once('+').map_or(user, |(_, login)| login).to_owned()))
}

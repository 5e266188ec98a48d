//! People and apps.

use serde_json::Value as Json;

use super::super::node::Node;
use super::super::world::Actor;
use super::SITE;

/// Returns the account, or nothing for one that is gone.
pub(super) fn actor<'w>(actor: &Actor) -> Option<Node<'w>> {
    let (kind, login, page) = match actor {
        Actor::Bot(login) => ("Bot", login, format!("{SITE}/apps/{login}")),
        Actor::Ghost => return None,
        Actor::Mannequin(login) => ("Mannequin", login, format!("{SITE}/{login}")),
        Actor::User(login) => return user(login),
    };
    Some(Node::new(kind).leaf("login", login.as_str()).leaf("url", page))
}

#[expect(clippy::unnecessary_wraps, reason = "every field that holds a user may be null")]
pub(super) fn user<'w>(login: &str) -> Option<Node<'w>> {
    let url = format!("{SITE}/{login}");
    Some(Node::new("User").leaf("login", login).leaf("name", Json::Null).leaf("url", url))
}

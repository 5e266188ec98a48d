//! The addresses of a GitHub server.

use crate::failure::{Failure, Kind};
use crate::system::environment::{Environment, GITHUB_API_URL, GITHUB_GRAPHQL_URL, GITHUB_SERVER_URL};

/// Where a GitHub server answers, as Actions tells it in the environment.
///
/// GitHub Enterprise Server has two bases: `https://HOST/api/v3` for REST and `https://HOST/api/graphql`
/// (<https://docs.github.com/en/enterprise-server/graphql/guides/managing-enterprise-accounts>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The web pages, without a final slash.
    pub server: String,
    /// Everything of the GraphQL address but its last part, without a final slash.
    pub graphql_base: String,
    /// The last part of the GraphQL address, with its slash.
    pub graphql_path: String,
    /// The base of the REST interface, without a final slash.
    pub rest_base: String,
}

impl Site {
    /// Returns the addresses of the server that the environment names, else of github.com.
    pub fn of(environment: &Environment) -> Result<Self, Failure> {
        let server = environment.get(GITHUB_SERVER_URL).unwrap_or("https://github.com").trim_end_matches('/');
        let graphql = match (environment.get(GITHUB_GRAPHQL_URL), environment.get(GITHUB_API_URL)) {
            (Some(graphql), _) => graphql.trim_end_matches('/').to_owned(),
            (None, Some(rest)) => graphql_beside(rest.trim_end_matches('/')),
            (None, None) if server == "https://github.com" => "https://api.github.com/graphql".to_owned(),
            (None, None) => format!("{server}/api/graphql"),
        };
        let given_rest = environment.get(GITHUB_API_URL).map(|rest| rest.trim_end_matches('/'));
        let rest = given_rest.map_or_else(|| rest_beside(&graphql), str::to_owned);
        for (name, address, example) in [
            (GITHUB_SERVER_URL, server, "https://github.example.org"),
            (GITHUB_API_URL, given_rest.unwrap_or(server), "https://github.example.org/api/v3"),
            (GITHUB_GRAPHQL_URL, graphql.as_str(), "https://github.example.org/api/graphql"),
        ] {
            if address.parse::<http::Uri>().ok().is_none_or(|uri| uri.host().is_none() || uri.scheme().is_none()) {
                return Err(Failure::new(Kind::Usage, format!("`{name}` is not a web address: `{address}`"))
                    .hint(format!("write it in full, e.g. `{example}`")));
            }
        }
        let (base, path) = graphql.rsplit_once('/').unwrap_or((&graphql, "graphql"));
        let (graphql_base, graphql_path) = (base.to_owned(), format!("/{path}"));
        Ok(Self { server: server.to_owned(), graphql_base, graphql_path, rest_base: rest })
    }
}

impl Site {
    /// Returns the host whose token is asked for: that of the pages, unless requests go to another server. A token of
    /// github.com is none of that one's business.
    pub fn token_host(&self) -> &str {
        let pages = host_of(&self.server);
        let requests = host_of(&self.graphql_base);
        let is_local = ["127.0.0.1", "localhost", "[::1]"].iter().any(|local| requests.starts_with(local));
        if requests == "api.github.com" || requests == pages || is_local { pages } else { requests }
    }
}

impl Site {
    /// Says whether both interfaces are on one host. A token for the one is none of another's business.
    pub(super) fn has_one_host(&self) -> bool {
        host_of(&self.graphql_base) == host_of(&self.rest_base)
    }
}

/// The host of an address, with its port.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// The GraphQL address that goes with a REST base.
fn graphql_beside(rest: &str) -> String {
    match rest.strip_suffix("/v3") {
        Some(api) => format!("{api}/graphql"),
        None => format!("{rest}/graphql"),
    }
}

/// The REST base that goes with a GraphQL address.
fn rest_beside(graphql: &str) -> String {
    match graphql.strip_suffix("/graphql") {
        Some(api) if api.ends_with("/api") => format!("{api}/v3"),
        Some(base) => base.to_owned(),
        None => graphql.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_what_actions_sets() {
        let site = |variables: &[(&str, &str)]| {
            let read =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            Site::of(&Environment::of(std::path::PathBuf::new(), &read))
                .map(|site| format!("{} {}{} {}", site.server, site.graphql_base, site.graphql_path, site.rest_base))
        };
        let cases: [(&[(&str, &str)], &str); 5] = [
            (&[], "https://github.com https://api.github.com/graphql https://api.github.com"),
            (
                &[("GITHUB_API_URL", "https://ghe.example/api/v3")],
                "https://github.com https://ghe.example/api/graphql https://ghe.example/api/v3",
            ),
            (
                &[("GITHUB_SERVER_URL", "https://ghe.example/")],
                "https://ghe.example https://ghe.example/api/graphql https://ghe.example/api/v3",
            ),
            (
                &[("GITHUB_GRAPHQL_URL", "https://ghe.example/api/graphql")],
                "https://github.com https://ghe.example/api/graphql https://ghe.example/api/v3",
            ),
            (
                &[
                    ("GITHUB_GRAPHQL_URL", "http://127.0.0.1:4000/graphql"),
                    ("GITHUB_API_URL", "http://127.0.0.1:4000/"),
                ],
                "https://github.com http://127.0.0.1:4000/graphql http://127.0.0.1:4000",
            ),
        ];
        for (variables, expected) in cases {
            assert_eq!(site(variables).unwrap(), expected);
        }
        let wrong = |name: &str| site(&[(name, "api.github.com/x")]).unwrap_err().message;
        for name in ["GITHUB_SERVER_URL", "GITHUB_API_URL", "GITHUB_GRAPHQL_URL"] {
            assert_eq!(wrong(name), format!("`{name}` is not a web address: `api.github.com/x`"));
        }
    }

    #[test]
    fn a_token_goes_to_its_own_server() {
        let host = |server: &str, base: &str| {
            let (server, graphql_base) = (server.to_owned(), base.to_owned());
            let site = Site { server, graphql_base, graphql_path: String::new(), rest_base: base.to_owned() };
            site.token_host().to_owned()
        };
        assert_eq!(host("https://github.com", "https://api.github.com"), "github.com");
        assert_eq!(host("https://github.com", "https://ghe.example/api"), "ghe.example");
        assert_eq!(host("https://ghe.example", "https://ghe.example/api"), "ghe.example");
        assert_eq!(host("https://github.com", "http://127.0.0.1:4000"), "github.com");
        let site = |graphql: &str, rest: &str| Site {
            server: "https://github.com".to_owned(),
            graphql_base: graphql.to_owned(),
            graphql_path: "/graphql".to_owned(),
            rest_base: rest.to_owned(),
        };
        assert!(site("https://ghe.example/api", "https://ghe.example/api/v3").has_one_host());
        assert!(!site("https://api.github.com", "https://ghe.example/api/v3").has_one_host());
    }
}

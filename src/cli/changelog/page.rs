//! How the changelog is printed: by a template, or as JSON.

use crate::cli::configuration::LOCAL_FILE;
use crate::cli::context::Context;
use crate::cli::range::Connection;
use crate::cli::{json, paths};
use crate::config::{Config, Format, Origin};
use crate::core::changelog::model::Changelog;
use crate::failure::Failure;
use crate::git::Repository;
use crate::render::{self, Template};
use crate::system::files;

/// How the changelog is printed: by a template, or as JSON where there is none.
pub(in crate::cli) struct Page {
    template: Option<Template>,
}

impl Page {
    /// Reads and checks the template before any work begins.
    pub(in crate::cli) fn new(
        context: &Context<'_>,
        repository: &Repository,
        config: &Config,
    ) -> Result<Self, Failure> {
        if let Some(name) = &config.template {
            let (path, is_configured) = match (config.origin("changelog.template"), repository.work_tree()) {
                (Origin::File(file), Some(folder)) => (folder.join(name), file != LOCAL_FILE),
                _ => (context.path(name.as_ref()), false),
            };
            paths::check(repository, &path, is_configured)?;
            let text = files::read_text(&path)?;
            return Ok(Self { template: Some(Template::parse(name, &text)?) });
        }
        let format = match config.format {
            Format::Jupyter => render::Format::Jupyter,
            Format::KeepAChangelog => render::Format::KeepAChangelog,
            Format::Github => render::Format::Github,
            Format::Plain => render::Format::Plain,
            Format::Json => return Ok(Self { template: None }),
        };
        Ok(Self { template: Some(Template::built_in(format)?) })
    }

    /// The page that goes into a file: JSON is for programs, so the default format stands in for it.
    pub(in crate::cli) fn for_file(self) -> Result<Self, Failure> {
        let template = self.template.map_or_else(|| Template::built_in(render::Format::default()), Ok)?;
        Ok(Self { template: Some(template) })
    }

    /// Returns the template; `None` for JSON.
    pub(in crate::cli) fn template(&self) -> Option<&Template> {
        self.template.as_ref()
    }

    /// Says whether the template shows who took part for the first time.
    pub(in crate::cli) fn shows_newcomers(&self) -> bool {
        self.template.as_ref().is_some_and(|template| template.uses("first_time_contributors"))
    }

    /// Returns the page of a changelog. `base_date` is the day of the release before it, `YYYY-MM-DD`.
    pub(in crate::cli) fn render(
        &self,
        changelog: &Changelog,
        config: &Config,
        connection: &Connection,
        base_date: Option<&str>,
    ) -> Result<String, Failure> {
        let Some(template) = &self.template else {
            return json::pretty(changelog);
        };
        let site = render::Site { server: Some(connection.server()), base_date };
        if config.contributors {
            return Ok(render::changelog(changelog, template, site)?);
        }
        let without = Changelog { contributors: Vec::new(), ..changelog.clone() };
        Ok(render::changelog(&without, template, site)?)
    }
}

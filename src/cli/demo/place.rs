//! The folder of a demo: one that is free, made beside its place and moved there in one step, and taken away only where it
//! is one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::core::demo::{MARKER, MARKER_FILE, MENTOR};
use crate::core::site::LIST;
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::system::clock::{self, Deadline};
use crate::system::files::FileError;
use crate::system::folders::Standing;
use crate::system::lock::FileLock;
use crate::system::{environment, files, folders};

/// The clone of whoever tries the demo.
pub(super) const OWN: &str = "lantern";
/// The clone of the mentor.
pub(super) const OTHER: &str = MENTOR;
/// The remote of both.
pub(super) const REMOTE: &str = "remote.git";
/// The pages that it is suggested to make.
pub(super) const SITE: &str = "site";
/// The HOME of the commands while they make it.
pub(super) const HOME: &str = "home";
/// Who makes it has this file locked.
const LOCK: &str = "lock";
/// How long it takes at most until a program that was interrupted writes no more.
const A_MOMENT: Duration = Duration::from_millis(100);
/// All that stands at the top of a demo, with what one system puts into each folder that is looked at.
const TOP: [&str; 6] = [MARKER_FILE, ".DS_Store", OWN, OTHER, REMOTE, SITE];

/// A demo that is being made, beside the place where it is going to be. What is left of it goes when this is dropped.
pub(super) struct Making {
    /// Where it is made.
    pub(super) folder: PathBuf,
    place: PathBuf,
    lock: Option<FileLock>,
}

impl Making {
    /// Begins one for a place, which must be free. What a process left that was killed while it made one is removed.
    pub(super) fn begin(place: &Path, shown: &str) -> Result<Self, Failure> {
        free(place, shown)?;
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let above = place.parent().filter(|_| !name.is_empty() && name != "..").ok_or_else(|| {
            Failure::new(Kind::Usage, format!("`{shown}` cannot be the folder of a demo"))
                .hint("name one that is to be made: `shepherd demo shepherd-demo`")
        })?;
        let cannot = |error: FileError| {
            Failure::new(Kind::Outside, format!("no demo can be made in `{shown}`: {error}"))
                .hint("name a folder in a place that you may write to: `shepherd demo DIR`")
        };
        folders::make(above).map_err(cannot)?;
        let folder = above.join(format!(".{name}.making"));
        if files::exists(&folder) && !is_demo(&folder) && !folders::names(&folder).is_empty() {
            return Err(Failure::new(Kind::Refused, format!("`{}` is in the way", shown_path(&folder)))
                .hint("look what it is, and move it away"));
        }
        folders::make(&folder).map_err(cannot)?;
        folders::write(&folder.join(MARKER_FILE), MARKER.as_bytes()).map_err(cannot)?;
        let lock = FileLock::take(&folder.join(LOCK), Deadline::after(Duration::ZERO))?;
        let Some(lock) = lock else {
            return Err(Failure::new(Kind::Refused, format!("another process is making a demo in `{shown}`"))
                .hint("wait for it, or name another folder"));
        };
        // Whoever was killed before left some of this.
        for left in folders::names(&folder).iter().filter(|name| ![MARKER_FILE, LOCK].contains(&name.as_str())) {
            folders::remove(&folder.join(left))?;
        }
        Ok(Self { folder, place: place.to_owned(), lock: Some(lock) })
    }

    /// Moves what was made to its place.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        folders::remove(&self.folder.join(HOME))?;
        self.lock = None;
        folders::remove_file(&self.folder.join(LOCK))?;
        // An empty folder may have its place.
        folders::remove_empty(&self.place)?;
        Ok(folders::rename(&self.folder, &self.place)?)
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        self.lock = None;
        // After it was moved there is nothing here. Who was interrupted with this process may write a moment longer.
        if folders::remove(&self.folder).is_err() {
            clock::sleep(A_MOMENT);
            folders::remove(&self.folder).ok();
        }
    }
}

/// Says whether a folder is a demo, or what is left of one.
pub(super) fn is_demo(folder: &Path) -> bool {
    folders::is_folder(folder) && files::read_text(&folder.join(MARKER_FILE)).is_ok_and(|text| text == MARKER)
}

/// Says whether a folder is a report site, which `shepherd report --site` made.
fn is_site(folder: &Path) -> bool {
    folders::target(folder).is_none() && files::exists(&folder.join(LIST))
}

/// Returns the demo that a folder lies in, or is.
pub(super) fn demo_around(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|above| is_demo(above)).map(Path::to_owned)
}

/// Refuses a place within another demo, which would hold something then that it did not bring.
fn outside_of_demos(place: &Path, shown: &str) -> Result<(), Failure> {
    // What is not there yet is no demo.
    let nearest = place.parent().into_iter().flat_map(Path::ancestors).find_map(folders::resolve);
    let Some(demo) = nearest.as_deref().and_then(demo_around) else { return Ok(()) };
    let is_here = environment::folder().is_some_and(|here| here.starts_with(&demo));
    let what = match shown_path(&demo) {
        demo if is_here => format!("you stand in a demo already: `{demo}`"),
        demo => format!("`{shown}` would lie in another demo: `{demo}`"),
    };
    Err(Failure::new(Kind::Refused, what)
        .hint("go on with it, or name a folder outside of it: `shepherd demo DIR`")
        .hint(format!("`shepherd demo --remove {}` takes it away", super::word(&demo))))
}

/// Refuses a place where something is.
fn free(place: &Path, shown: &str) -> Result<(), Failure> {
    if let Some(target) = folders::target(place) {
        let what = match folders::resolve(place) {
            None => ", where nothing is",
            Some(_) if is_demo(place) => ", which is a demo already",
            Some(_) => "",
        };
        let target = shown_path(&target);
        return Err(Failure::new(Kind::Refused, format!("`{shown}` is a link to `{target}`{what}"))
            .hint("no demo is made through a link; name a folder that is to be made: `shepherd demo DIR`"));
    }
    if is_demo(place) {
        return Err(Failure::new(Kind::Refused, format!("there is a demo in `{shown}` already"))
            .hint("go on with it, or name another folder: `shepherd demo DIR`")
            .hint(format!("`shepherd demo --remove {}` takes it away", super::word(Path::new(shown)))));
    }
    let here = environment::folder().and_then(|folder| folders::resolve(&folder));
    if here.is_some() && here == folders::resolve(place) {
        return Err(Failure::new(Kind::Refused, "a demo is not made in the folder that you stand in")
            .hint("name one that is to be made: `shepherd demo shepherd-demo`"));
    }
    if files::exists(place) && (!folders::is_folder(place) || !folders::names(place).is_empty()) {
        return Err(Failure::new(Kind::Refused, format!("`{shown}` is there already, and is no empty folder"))
            .hint("name a folder that is to be made: `shepherd demo DIR`"));
    }
    outside_of_demos(place, shown)
}

/// A demo that was taken away.
pub(super) struct Gone {
    /// Where it was, without links.
    pub(super) folder: PathBuf,
    /// Where somebody can go who stands in a folder that went with it; `None` for who stands elsewhere.
    pub(super) way_out: Option<PathBuf>,
}

/// Takes a demo away, and nothing else.
pub(super) fn remove(given: &Path, shown: &str) -> Result<Gone, Failure> {
    // With a `/` or `/.` after it, a link would be taken for what it leads to.
    let folder: PathBuf = given.components().collect();
    if folders::standing(&folder) == Standing::Nothing {
        return Err(Failure::new(Kind::Usage, format!("there is no `{shown}`"))
            .hint("name the folder of the demo: `shepherd demo --remove DIR`"));
    }
    if let Some(target) = folders::target(&folder) {
        let demo = folders::resolve(&folder).filter(|_| is_demo(&folder));
        let remedy = demo.map_or_else(
            || "name the folder of a demo".to_owned(),
            |demo| format!("`shepherd demo --remove {}` takes away what it leads to", super::word(&demo)),
        );
        return Err(Failure::new(Kind::Refused, format!("`{shown}` is a link to `{}`", shown_path(&target)))
            .hint(format!("nothing was removed; {remedy}")));
    }
    // `..` means nothing any more once the folder is gone that it is said in.
    let Some(folder) = folders::resolve(&folder).filter(|folder| is_demo(folder)) else {
        return Err(Failure::new(Kind::Refused, format!("`{shown}` is no folder that `shepherd demo` made"))
            .hint("nothing was removed; name the folder of a demo"));
    };
    let is_ours = |name: &String| TOP.contains(&name.as_str()) && (name != SITE || is_site(&folder.join(SITE)));
    if let Some(foreign) = folders::names(&folder).into_iter().find(|name| !is_ours(name)) {
        let foreign = clean(&foreign).into_owned();
        return Err(Failure::new(Kind::Refused, format!("`{shown}` holds `{foreign}`, which the demo did not bring"))
            .hint("nothing was removed; move it away first"));
    }
    let is_here = environment::folder().and_then(|here| folders::resolve(&here));
    let is_here = is_here.is_some_and(|here| here.starts_with(&folder));
    let way_out = folder.parent().filter(|_| is_here).map(Path::to_owned);
    empty(&folder).map_err(|error| {
        let again = super::word(&folder);
        Failure::new(Kind::Outside, format!("not all of `{shown}` could be taken away: {error}"))
            .hint(format!("some of it is gone; `shepherd demo --remove {again}` takes away the rest"))
    })?;
    Ok(Gone { folder, way_out })
}

/// Takes away all that is in a demo, and then the folder itself.
fn empty(folder: &Path) -> Result<(), FileError> {
    // The marker goes last, so that what an interrupt leaves is still known for what it is.
    for name in TOP.iter().rev() {
        let path = folder.join(name);
        if folders::standing(&path) == Standing::Folder {
            folders::remove(&path)?;
        } else {
            folders::remove_file(&path)?;
        }
    }
    folders::remove_empty(folder)
}

fn shown_path(path: &Path) -> String {
    clean(&path.display().to_string()).into_owned()
}

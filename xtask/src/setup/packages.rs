//! The system packages, why each is needed and how to see that it is there.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::paths;
use crate::setup::For;

/// A package of the system.
pub struct Package {
    /// Its name on Debian and its children.
    pub debian: &'static str,
    /// Why it is needed, for the person who is asked to install it.
    pub why: &'static str,
    /// Ubuntu has a snap in its place.
    pub is_snap_on_ubuntu: bool,
    needed_for: For,
    seen_by: Sign,
}

/// What shows that a package is there, whoever installed it.
enum Sign {
    /// One of these commands is on the PATH.
    Command(&'static [&'static str]),
    /// pkg-config knows this library.
    Library(&'static str),
    /// One of these files or folders is there.
    File(&'static [&'static str]),
    /// dpkg says that it is installed. Elsewhere it is taken on trust.
    Dpkg,
}

/// Commands that are a Chromium or do the same.
pub const CHROMIUM: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Commands that drive it.
pub const CHROMEDRIVER: [&str; 2] = ["chromedriver", "chromium.chromedriver"];

const PACKAGES: [Package; 16] = [
    package(
        "build-essential",
        "C compiler and linker",
        For::Web,
        Sign::Command(&["cc"]),
    ),
    package(
        "clang",
        "compiles SQLite for the browser",
        For::Web,
        Sign::Command(&["clang"]),
    ),
    package(
        "pkg-config",
        "finds the libraries below",
        For::Desktop,
        Sign::Command(&["pkg-config"]),
    ),
    package(
        "libwebkit2gtk-4.1-dev",
        "the web view of the window",
        For::Desktop,
        Sign::Library("webkit2gtk-4.1"),
    ),
    package(
        "librsvg2-dev",
        "icons of the window",
        For::Desktop,
        Sign::Library("librsvg-2.0"),
    ),
    package(
        "xvfb",
        "a display without a screen, for tests of the window",
        For::Test,
        Sign::Command(&["Xvfb"]),
    ),
    package(
        "xauth",
        "access to that display",
        For::Test,
        Sign::Command(&["xauth"]),
    ),
    package(
        "webkit2gtk-driver",
        "drives the window in tests",
        For::Test,
        Sign::Command(&["WebKitWebDriver"]),
    ),
    snap(package(
        "chromium",
        "the browser of the tests",
        For::Test,
        Sign::Command(&CHROMIUM),
    )),
    snap(package(
        "chromium-driver",
        "drives that browser",
        For::Test,
        Sign::Command(&CHROMEDRIVER),
    )),
    package(
        "libgl1-mesa-dri",
        "draws without a graphics card, in tests",
        For::Test,
        Sign::Dpkg,
    ),
    package(
        "libegl1",
        "draws without a graphics card, in tests",
        For::Test,
        Sign::Dpkg,
    ),
    package(
        "fonts-noto-core",
        "letters of all languages, in tests",
        For::Test,
        Sign::File(&["/usr/share/fonts/truetype/noto", "/usr/share/fonts/noto"]),
    ),
    package(
        "npm",
        "fetches axe-core, which searches pages for barriers, in tests",
        For::Test,
        Sign::Command(&["npm"]),
    ),
    package(
        "postgresql",
        "the database of hubs that share one, in tests",
        For::Test,
        Sign::File(&[
            "/usr/lib/postgresql",
            "/usr/bin/postgres",
            "/usr/local/bin/postgres",
        ]),
    ),
    package(
        "procps",
        "ends what tests started",
        For::Test,
        Sign::Command(&["kill"]),
    ),
];

const fn package(
    debian: &'static str,
    why: &'static str,
    needed_for: For,
    seen_by: Sign,
) -> Package {
    Package {
        debian,
        why,
        is_snap_on_ubuntu: false,
        needed_for,
        seen_by,
    }
}

const fn snap(package: Package) -> Package {
    Package {
        is_snap_on_ubuntu: true,
        ..package
    }
}

/// What is needed and not there.
pub fn missing(wanted: For) -> Vec<&'static Package> {
    PACKAGES
        .iter()
        .filter(|package| package.needed_for <= wanted && !package.is_there())
        .collect()
}

impl Package {
    fn is_there(&self) -> bool {
        match self.seen_by {
            Sign::Command(names) => paths::find(names).is_some(),
            Sign::Library(name) => succeeds(Command::new("pkg-config").args(["--exists", name])),
            Sign::File(files) => files.iter().any(|file| Path::new(file).exists()),
            Sign::Dpkg => {
                paths::find(&["dpkg-query"]).is_none()
                    || succeeds(Command::new("dpkg-query").args(["--status", self.debian]))
            }
        }
    }
}

fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(wanted: For) -> Vec<&'static str> {
        PACKAGES
            .iter()
            .filter(|package| package.needed_for <= wanted)
            .map(|package| package.debian)
            .collect()
    }

    #[test]
    fn a_machine_without_a_display_needs_no_web_view() {
        assert_eq!(names(For::Server), ["build-essential", "clang"]);
        assert!(names(For::Desktop).contains(&"libwebkit2gtk-4.1-dev"));
    }

    #[test]
    fn the_browser_is_needed_for_tests_alone() {
        assert!(!names(For::Check).contains(&"chromium"));
        assert!(names(For::Test).contains(&"chromium"));
    }

    #[test]
    fn a_command_that_nobody_has_is_missing() {
        let package = package("none", "", For::Web, Sign::Command(&["no-such-command-9"]));
        assert!(!package.is_there());
    }
}

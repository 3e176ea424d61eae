//! Walks through every page of the app in a real browser: photographs it, or holds that nobody
//! meets a barrier there. `cargo xtask screenshots` starts it with all that it needs.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use durbar_tests::{
    journey::screens::{self, Finding, Look, Pseudo, Theme, Walk},
    kit::Result,
};
use std::{collections::VecDeque, path::PathBuf, process::ExitCode};

#[derive(Default)]
struct Options {
    language: Option<String>,
    page: Option<String>,
    folder: Option<PathBuf>,
    documents: Option<PathBuf>,
    check: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match walk().await {
        Ok(findings) if findings.is_empty() => ExitCode::SUCCESS,
        Ok(findings) => {
            eprintln!("\n{}", screens::told(&findings));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("\n{error}");
            ExitCode::FAILURE
        }
    }
}

async fn walk() -> Result<Vec<Finding>> {
    let options = Options::read()?;
    let folder = options.folder.unwrap_or_else(screens::folder);
    let look = Look {
        pictures: (!options.check).then(|| folder.clone()),
        axe: if options.check {
            Theme::BOTH.to_vec()
        } else {
            Vec::new()
        },
        reach: options.check,
        hands: options.check,
    };
    let mut languages = screens::languages()?;
    // Documents are in English.
    let english = options.documents.as_ref().map(|_| "en".to_owned());
    // Made-up words from right to left; lives until the walk is over.
    let mut made_up = None;
    match options.language.or(english).as_deref() {
        None => {}
        Some("pseudo") => {
            let pseudo = Pseudo::made()?;
            languages = vec![pseudo.language.clone()];
            made_up = Some(pseudo);
        }
        Some(wanted) => languages.retain(|language| language.code == wanted),
    }
    if languages.is_empty() {
        return Err("there is no such language".into());
    }
    let walk = Walk {
        looks: languages
            .into_iter()
            .map(|language| (language, look.clone()))
            .collect(),
        only: options.page,
    };
    let findings = walk.run().await?;
    drop(made_up);
    if !options.check {
        println!("{}", screens::contact_sheet(&folder)?.display());
    }
    if let Some(documents) = options.documents {
        screens::documents(&folder, &documents)?;
        println!("{}", documents.display());
    }
    Ok(findings)
}

impl Options {
    fn read() -> Result<Self> {
        let mut options = Self::default();
        let mut given: VecDeque<_> = std::env::args().skip(1).collect();
        while let Some(name) = given.pop_front() {
            let mut value = || given.pop_front().ok_or(format!("{name} what?"));
            match name.as_str() {
                "--language" => options.language = Some(value()?),
                "--page" => options.page = Some(value()?),
                "--folder" => options.folder = Some(value()?.into()),
                "--to" => options.documents = Some(value()?.into()),
                "--check" => options.check = true,
                _ => return Err(format!("unknown: {name}").into()),
            }
        }
        Ok(options)
    }
}

//! The contact sheet: every picture on one page, to be looked through.

use super::{
    pictures::place,
    view::{Size, Theme},
};
use crate::kit::Result;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const STYLE: &str = "body{font:14px sans-serif;background:#d9d2c4;margin:24px;color:#222}\
    section{display:flex;flex-wrap:wrap;gap:12px;align-items:start;margin:0 0 28px}\
    h2{margin:28px 0 8px;font-size:16px}figure{margin:0}figcaption{font-size:11px;color:#555}\
    img{display:block;border-radius:8px;box-shadow:0 6px 18px -10px #000}\
    img[data-size=phone]{width:180px}img[data-size=desktop]{width:480px}\
    nav a{margin-right:12px}";

/// Writes `index.html` over all pictures that are in a folder, and says where.
///
/// # Errors
/// The folder cannot be read or written.
pub fn contact_sheet(folder: &Path) -> Result<PathBuf> {
    let mut languages = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            languages.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    let mut body = String::new();
    let ways: String = languages
        .iter()
        .map(|language| format!("<a href=\"#{language}\">{language}</a>"))
        .collect();
    for language in &languages {
        body.push_str(&format!("<h1 id=\"{language}\">{language}</h1>\n"));
        for page in pages(&place(folder, language, Size::Phone, Theme::Light))? {
            body.push_str(&format!("<h2>{page}</h2>\n<section>\n"));
            for size in Size::PICTURED {
                for theme in Theme::BOTH {
                    body.push_str(&figure(folder, language, &page, size, theme));
                }
            }
            body.push_str("</section>\n");
        }
        for page in pages(&place(folder, language, Size::Paper, Theme::Light))? {
            let paper = figure(folder, language, &page, Size::Paper, Theme::Light);
            body.push_str(&format!("<h2>{page}</h2>\n<section>\n{paper}</section>\n"));
        }
    }
    let file = folder.join("index.html");
    let html = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Pages</title>\n\
         <style>{STYLE}</style>\n<nav>{ways}</nav>\n{body}</html>\n"
    );
    fs::write(&file, html)?;
    Ok(file)
}

fn pages(folder: &Path) -> Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(page) = name.strip_suffix(".png")
            && !page.ends_with(".whole")
        {
            // In the order of the walk, which is the order of their making.
            pages.push((entry.metadata()?.modified()?, page.to_owned()));
        }
    }
    pages.sort();
    Ok(pages.into_iter().map(|(_, page)| page).collect())
}

fn figure(folder: &Path, language: &str, page: &str, size: Size, theme: Theme) -> String {
    let kind = if size == Size::Phone {
        "phone"
    } else {
        "desktop"
    };
    let own = place(Path::new(""), language, size, theme);
    let (own, theme) = (own.display(), theme.name());
    let whole = format!("{own}/{page}.whole.png");
    let more = if folder.join(&whole).is_file() {
        format!(" <a href=\"{whole}\">whole page</a>")
    } else {
        String::new()
    };
    format!(
        "<figure><a href=\"{own}/{page}.png\"><img data-size=\"{kind}\" loading=\"lazy\" \
         src=\"{own}/{page}.png\" alt=\"{page}, {size}, {theme}\"></a>\
         <figcaption>{size} {theme}{more}</figcaption></figure>\n"
    )
}

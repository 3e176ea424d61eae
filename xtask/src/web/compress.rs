//! Compresses the site at build time, once for each content: the server only picks a file.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use crate::failure::{Context, Result};
use crate::paths;
use crate::web::{Site, assemble};

/// Below this a response fits in one packet anyway.
const WORTH_IT: usize = 1024;

/// What is compressed already.
const COMPRESSED: [&str; 4] = [".png", ".jpg", ".webp", ".woff2"];

#[derive(Clone, Copy)]
enum Method {
    Brotli,
    Gzip,
}

impl Method {
    const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    fn compress(self, content: &[u8]) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Brotli => {
                let parameters = brotli::enc::BrotliEncoderParams {
                    quality: 11,
                    lgwin: 22,
                    size_hint: content.len(),
                    ..Default::default()
                };
                let mut out = Vec::new();
                brotli::BrotliCompress(&mut &*content, &mut out, &parameters)?;
                Ok(out)
            }
            Self::Gzip => {
                let level = flate2::Compression::best();
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
                encoder.write_all(content)?;
                encoder.finish()
            }
        }
    }
}

/// Writes the compressed forms of the site's files.
pub fn write(site: &Site) -> Result {
    let cache = paths::output().join("compressed");
    fs::create_dir_all(&cache).context(cache.display())?;
    let jobs = jobs(site, &cache);
    compress_missing(&jobs)?;
    let mut compressed = Site::new();
    for job in &jobs {
        let content = fs::read(&job.kept).context(job.kept.display())?;
        // A form that is not smaller would cost the phone work for nothing.
        if content.len() < job.content.len() {
            compressed.insert(job.name.clone(), content);
        }
    }
    assemble::write(&paths::web_compressed(), &compressed)?;
    for old in assemble::entries(&cache)? {
        if !jobs.iter().any(|job| job.kept == old) {
            fs::remove_file(&old).context(old.display())?;
        }
    }
    Ok(())
}

struct Job<'a> {
    name: String,
    content: &'a [u8],
    method: Method,
    /// Where the result is kept, by the hash of the content.
    kept: PathBuf,
}

fn jobs<'a>(site: &'a Site, cache: &Path) -> Vec<Job<'a>> {
    let mut jobs = Vec::new();
    for (name, content) in site {
        let done_already = COMPRESSED.iter().any(|ending| name.ends_with(ending));
        if content.len() <= WORTH_IT || done_already {
            continue;
        }
        let hash = blake3::hash(content).to_hex();
        for method in Method::ALL {
            let extension = method.extension();
            jobs.push(Job {
                name: format!("{name}.{extension}"),
                content,
                method,
                kept: cache.join(format!("{}.{extension}", &hash[..32])),
            });
        }
    }
    jobs
}

/// Compresses what is not kept yet, on all cores, the largest first.
fn compress_missing(jobs: &[Job<'_>]) -> Result {
    let mut missing: Vec<_> = jobs.iter().filter(|job| !job.kept.exists()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("compressing {} files", missing.len());
    missing.sort_by_key(|job| (job.content.len(), &job.kept));
    missing.dedup_by_key(|job| &job.kept);
    let queue = Mutex::new(missing);
    let workers = thread::available_parallelism().map_or(2, |count| count.get());
    thread::scope(|scope| {
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(|| work(&queue))).collect();
        for handle in handles {
            handle
                .join()
                .map_err(|_| "a compression thread stopped")??;
        }
        Ok(())
    })
}

fn work(queue: &Mutex<Vec<&Job<'_>>>) -> Result {
    loop {
        let next = queue
            .lock()
            .map_err(|_| "a compression thread stopped")?
            .pop();
        let Some(job) = next else { return Ok(()) };
        let content = job.method.compress(job.content).context(&job.name)?;
        // Under another name first: a kept file is always whole.
        let part = job.kept.with_added_extension("part");
        fs::write(&part, content).context(part.display())?;
        fs::rename(&part, &job.kept).context(job.kept.display())?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_was_compressed_comes_back_whole() {
        let content = b"a market trader and a mayor ".repeat(100);
        let mut back = Vec::new();
        let packed = Method::Brotli.compress(&content).unwrap();
        brotli::BrotliDecompress(&mut &packed[..], &mut back).unwrap();
        assert_eq!(back, content);
        let packed = Method::Gzip.compress(&content).unwrap();
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&packed[..])
            .read_to_end(&mut back)
            .unwrap();
        assert_eq!(back, content);
    }

    #[test]
    fn small_files_and_pictures_are_left_alone() {
        let mut site = Site::new();
        site.insert("small.js".to_owned(), vec![0; 10]);
        site.insert("icon.png".to_owned(), vec![0; 5000]);
        site.insert("app.css".to_owned(), vec![0; 5000]);
        let names: Vec<_> = jobs(&site, Path::new("cache"))
            .into_iter()
            .map(|job| job.name)
            .collect();
        assert_eq!(names, ["app.css.br", "app.css.gz"]);
    }
}

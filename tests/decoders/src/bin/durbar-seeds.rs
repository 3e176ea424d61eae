//! Writes what each decoder should read into folders of their names, for a fuzzer to begin with.

use std::{env, fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        return Err(io::Error::other("name a folder to write to"));
    };
    for decoder in &durbar_decoders::DECODERS {
        let own = folder.join(decoder.name);
        fs::create_dir_all(&own)?;
        for (number, seed) in (decoder.seeds)().into_iter().enumerate() {
            fs::write(own.join(format!("seed-{number}")), seed)?;
        }
    }
    Ok(())
}

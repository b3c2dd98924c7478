//! Lists the rule files, so that adding a rule is adding a file.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut names: Vec<String> = fs::read_dir(Path::new(&root).join("rules"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|file| file.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    let mut list = String::from("&[\n");
    for name in &names {
        let path = Path::new(&root).join("rules").join(format!("{name}.toml"));
        let _ = writeln!(list, "({name:?}, include_str!({path:?})),");
    }
    list.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("rules.rs"), list)
}

//! Registers the GraphQL schema with cynic and turns the keys of the Indonesian catalogue into
//! constants, so that a page that names an unknown field or text does not compile.
use std::{env, error::Error, fmt::Write as _, fs, path::Path};

const SCHEMA: &str = "../server/schema.graphql";
const CATALOGUE: &str = "texts/id.ftl";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={SCHEMA}");
    println!("cargo:rerun-if-changed={CATALOGUE}");
    println!("cargo:rerun-if-changed=texts/en.ftl");
    println!("cargo:rerun-if-changed=build.rs");
    cynic_codegen::register_schema("tanggap").from_sdl_file(SCHEMA)?.as_default()?;

    let mut keys = String::new();
    let mut all = Vec::new();
    for line in fs::read_to_string(CATALOGUE)?.lines() {
        let Some((key, _)) = line.split_once(" =") else { continue };
        if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
            continue;
        }
        let name = key.replace('-', "_").to_uppercase();
        writeln!(keys, "/// `{key}`\npub const {name}: Key = Key(\"{key}\");")?;
        all.push(name);
    }
    writeln!(keys, "/// Every key of the catalogue.\n#[cfg(test)]\npub const ALL: &[Key] = &[{}];", all.join(", "))?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("keys.rs"), keys)?;
    Ok(())
}

//! The files in a package's folder `migrations`.
//!
//! What stands in them is not looked at.

use std::path::{Path, PathBuf};

/// The folder's files.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// `schema.json`
    pub snapshot: Option<String>,
    /// The migrations, by backend and name.
    pub files: Vec<File>,
}

/// The files of one migration.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// The folder of the backend.
    pub backend: String,
    /// The folder of the migration.
    pub name: String,
    /// `up.sql`
    pub up: String,
    /// `down.sql`
    pub down: Option<String>,
    /// `metadata.toml`
    pub metadata: Option<String>,
}

/// What is in the folder; nothing if there is none.
pub fn find(folder: &Path) -> Found {
    let mut files = Vec::new();
    for backend in folders(folder) {
        for migration in folders(&backend) {
            let (Some(backend), Some(name)) = (name(&backend), name(&migration)) else { continue };
            let Some(up) = file(&migration, "up.sql") else { continue };
            let (down, metadata) =
                (file(&migration, "down.sql"), file(&migration, "metadata.toml"));
            files.push(File { backend, name, up, down, metadata });
        }
    }
    Found { snapshot: file(folder, "schema.json"), files }
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn file(folder: &Path, name: &str) -> Option<String> {
    let path = folder.join(name);
    path.is_file().then(|| path.to_str().map(str::to_owned)).flatten()
}

fn name(path: &Path) -> Option<String> {
    path.file_name()?.to_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_backend_and_in_order() {
        let folder = std::env::temp_dir().join(format!("ordain_find_{}", std::process::id()));
        for path in
            ["sqlite/2_b/up.sql", "sqlite/1_a/up.sql", "sqlite/1_a/down.sql", "x/3/note.txt"]
        {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        std::fs::write(folder.join("schema.json"), "{}").unwrap();
        let found = find(&folder);
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(found.snapshot.is_some_and(|path| path.ends_with("schema.json")));
        let names: Vec<&str> = found.files.iter().map(|file| &*file.name).collect();
        assert_eq!(names, ["1_a", "2_b"]);
        assert!(found.files[0].down.is_some() && found.files[1].down.is_none());
        assert_eq!(find(Path::new("/nowhere")), Found::default());
    }
}

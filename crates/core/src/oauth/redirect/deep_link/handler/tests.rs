use super::*;

/// A person's folders, and the system's.
struct Desktop {
    places: Places,
    dir: tempfile::TempDir,
}

impl Desktop {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let below = |name: &str| dir.path().join(name);
        let places = Places {
            config: vec![below("config"), below("etc")],
            data: vec![below("data"), below("usr")],
            desktops: vec!["gnome".into()],
        };
        Self { places, dir }
    }

    fn write(&self, file: &str, text: &str) -> &Self {
        let path = self.dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Installs a program that opens our scheme.
    fn install(&self, file: &str, name: &str, exec: &str) -> &Self {
        let text = format!(
            "[Desktop Entry]\nName={name}\nExec={exec}\nMimeType=text/html;x-scheme-handler/dev.adkeys;\n"
        );
        self.write(file, &text)
    }

    fn handler(&self) -> Handler {
        registered(&self.places)
    }
}

fn other(name: &str) -> Handler {
    Handler::Other { name: name.into() }
}

#[test]
fn the_folders_are_those_of_the_environment_or_the_usual_ones() {
    let places = Places::of(Path::new("/home/anna"), |_| None);
    assert_eq!(places.config, ["/home/anna/.config", "/etc/xdg"].map(PathBuf::from));
    let usual = ["/home/anna/.local/share", "/usr/local/share", "/usr/share"].map(PathBuf::from);
    assert_eq!((places.data, places.desktops), (usual.to_vec(), vec![]));
    let set = |name: &str| match name {
        "XDG_CONFIG_HOME" => Some("/cfg".to_owned()),
        "XDG_DATA_DIRS" => Some("/a:relative:/b".to_owned()),
        "XDG_CURRENT_DESKTOP" => Some("ubuntu:GNOME".to_owned()),
        _ => None,
    };
    let places = Places::of(Path::new("/home/anna"), set);
    assert_eq!(places.config, ["/cfg", "/etc/xdg"].map(PathBuf::from));
    assert_eq!(places.data, ["/home/anna/.local/share", "/a", "/b"].map(PathBuf::from));
    assert_eq!(places.desktops, ["ubuntu", "gnome"]);
}

#[test]
fn a_computer_without_such_files_does_not_tell() {
    assert_eq!(registered(&Places::default()), Handler::Unknown);
    assert_eq!(Desktop::new().handler(), Handler::None);
}

#[test]
fn a_program_that_was_installed_opens_the_links_without_being_chosen() {
    let desktop = Desktop::new();
    desktop.install("usr/applications/AdKeys.desktop", "AdKeys", "adkeys-desktop %u");
    assert_eq!(desktop.handler(), Handler::Ours);
}

#[test]
fn what_the_desktop_has_read_already_is_not_read_again() {
    let desktop = Desktop::new();
    desktop.install("usr/applications/AdKeys.desktop", "AdKeys", "adkeys-desktop %u");
    desktop.write("usr/applications/mimeinfo.cache", "[MIME Cache]\ntext/html=firefox.desktop;\n");
    assert_eq!(desktop.handler(), Handler::None);
    let cache = "[MIME Cache]\nx-scheme-handler/dev.adkeys=gone.desktop;AdKeys.desktop;\n";
    desktop.write("usr/applications/mimeinfo.cache", cache);
    assert_eq!(desktop.handler(), Handler::Ours);
}

#[test]
fn the_persons_choice_counts_before_the_systems() {
    let desktop = Desktop::new();
    desktop.install("usr/applications/AdKeys.desktop", "AdKeys", "adkeys-desktop %u");
    desktop.install("usr/applications/evil.desktop", "Catcher", "catcher %u");
    desktop.write(
        "usr/applications/mimeapps.list",
        "[Default Applications]\nx-scheme-handler/dev.adkeys=AdKeys.desktop\n",
    );
    assert_eq!(desktop.handler(), Handler::Ours);
    desktop
        .write("config/mimeapps.list", "[Added Associations]\nx-scheme-handler/dev.adkeys=evil.desktop;\n");
    assert_eq!(desktop.handler(), Handler::Ours);
    desktop.write(
        "config/gnome-mimeapps.list",
        "[Default Applications]\n x-scheme-handler/dev.adkeys = gone.desktop; evil.desktop;\n",
    );
    assert_eq!(desktop.handler(), other("Catcher"));
}

#[test]
fn a_program_that_was_moved_away_is_none() {
    let desktop = Desktop::new();
    desktop.install("data/applications/x.desktop", "AdKeys", "\"/nowhere/AdKeys.AppImage\" %u");
    assert_eq!(desktop.handler(), Handler::None);
}

#[test]
fn claiming_the_links_leaves_everything_else_as_it_is() {
    let desktop = Desktop::new();
    let before = "# mine\n[Default Applications]\ntext/html=firefox.desktop\nx-scheme-handler/dev.adkeys=evil.desktop\n\n[Added Associations]\nx-scheme-handler/dev.adkeys=evil.desktop;\n";
    desktop.write("config/mimeapps.list", before);
    desktop.install("usr/applications/evil.desktop", "Catcher", "catcher %u");
    let program = desktop.dir.path().join("AdKeys 1.AppImage");
    fs::write(&program, "").unwrap();
    assert_eq!(desktop.handler(), other("Catcher"));
    claim(&desktop.places, &program).unwrap();
    assert_eq!(desktop.handler(), Handler::Ours);
    let after = fs::read_to_string(desktop.dir.path().join("config/mimeapps.list")).unwrap();
    let expected = before.replace(
        "[Default Applications]\ntext/html=firefox.desktop\nx-scheme-handler/dev.adkeys=evil.desktop\n",
        "[Default Applications]\nx-scheme-handler/dev.adkeys=adkeys-handler.desktop\ntext/html=firefox.desktop\n",
    );
    assert_eq!(after, expected);
    claim(&desktop.places, &program).unwrap();
    assert_eq!(fs::read_to_string(desktop.dir.path().join("config/mimeapps.list")).unwrap(), expected);
}

#[cfg(unix)]
#[test]
fn a_list_that_is_a_link_stays_one() {
    let desktop = Desktop::new();
    desktop.write("dotfiles/list", "[Default Applications]\n").write("config/x", "");
    let link = desktop.dir.path().join("config/mimeapps.list");
    std::os::unix::fs::symlink(desktop.dir.path().join("dotfiles/list"), &link).unwrap();
    claim(&desktop.places, Path::new("/bin/sh")).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&link).unwrap().contains("adkeys-handler.desktop"));
}

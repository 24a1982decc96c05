//! Versions of the API: which one a call gets, whatever it asked for.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::errors::GraphError;
use crate::phrase::built_in;

/// The newest version.
pub(crate) const NEWEST: &str = "v26.0";
/// Served for expired versions and for calls that name none.
const OLDEST: &str = "v21.0";

#[derive(Debug, Deserialize)]
struct Version {
    name: String,
    graph: Graph,
    marketing: Marketing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Graph {
    Usable,
    Expired,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Marketing {
    Current,
    Upgraded,
    Refused,
}

#[derive(Default, Deserialize)]
struct File {
    version: Vec<Version>,
}

/// The version that a call is served with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Served {
    /// Told in `facebook-api-version`.
    pub(crate) name: String,
    /// `X-Ad-Api-Version-Warning`.
    pub(crate) warning: Option<String>,
}

/// Whether a path part looks like a version.
pub(crate) fn is_version(part: &str) -> bool {
    part.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Decides which version serves a call that asked for `wanted`; `ads` says that it is a Marketing API call.
///
/// # Errors
/// 2500 for a version that does not exist, 2635 for a Marketing API version that is gone.
pub(crate) fn serve(wanted: Option<&str>, ads: bool) -> Result<Served, GraphError> {
    static ALL: LazyLock<File> = LazyLock::new(|| built_in(include_str!("../data/versions.toml")));
    let Some(wanted) = wanted else {
        return if ads { Err(retired()) } else { Ok(plain(OLDEST)) };
    };
    let Some(version) = ALL.version.iter().find(|version| version.name == wanted) else {
        return Err(GraphError::new(2500, format!("Unknown path components: /{wanted}")));
    };
    match (ads, version.marketing) {
        (true, Marketing::Refused) => Err(retired()),
        (true, Marketing::Upgraded) => Ok(upgraded(&version.name)),
        _ if version.graph == Graph::Expired => Ok(plain(OLDEST)),
        _ => Ok(plain(&version.name)),
    }
}

fn plain(name: &str) -> Served {
    Served { name: name.to_owned(), warning: None }
}

fn upgraded(from: &str) -> Served {
    let warning = format!("The call has been auto-upgraded to {NEWEST} as {from} has been deprecated");
    Served { name: NEWEST.to_owned(), warning: Some(warning) }
}

fn retired() -> GraphError {
    let message =
        "(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: ";
    GraphError::new(2635, format!("{message}{NEWEST}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_can_be_read() {
        toml::from_str::<File>(include_str!("../data/versions.toml")).unwrap();
        assert!(is_version("v26.0") && !is_version("v") && !is_version("vienna"));
    }

    #[test]
    fn an_expired_version_is_served_silently_by_another() {
        assert_eq!(serve(Some("v19.0"), false).unwrap(), plain("v21.0"));
        assert_eq!(serve(None, false).unwrap(), plain("v21.0"));
        assert_eq!(serve(Some("v22.0"), false).unwrap(), plain("v22.0"));
    }

    #[test]
    fn an_expired_marketing_version_is_upgraded_or_refused() {
        assert!(
            serve(Some("v24.0"), true).unwrap().warning.unwrap().contains("auto-upgraded to v26.0 as v24.0")
        );
        assert_eq!(serve(Some("v22.0"), true).unwrap_err().code, 2635);
        assert_eq!(serve(None, true).unwrap_err().code, 2635);
        assert_eq!(serve(Some("v99.0"), true).unwrap_err().code, 2500);
    }
}

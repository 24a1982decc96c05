//! What a sign-in asks of the platform beyond scopes: a configuration instead of them, the declined ones again,
//! another person.

use std::collections::BTreeMap;

use crate::catalogue::Provider;

/// What this sign-in wants. What the platform has no parameter for is left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'a> {
    /// The login configuration that the permissions come from.
    pub config_id: Option<&'a str>,
    /// Ask again for what was declined.
    pub rerequest: bool,
    /// Let another person sign in, or the same one anew.
    pub reauthenticate: bool,
}

impl Wishes<'_> {
    /// The parameters for it, with the catalogue's own values kept in them.
    #[must_use]
    pub fn params(&self, provider: &Provider) -> Vec<(String, String)> {
        let authorize = &provider.authorize;
        let mut params = BTreeMap::new();
        if let (Some(id), Some(configuration)) = (self.config_id, &authorize.configuration) {
            params.insert(configuration.param.clone(), id.to_owned());
            params.extend(configuration.params.clone());
        }
        let prompts = &authorize.prompts;
        let wanted = [(self.rerequest, &prompts.rerequest), (self.reauthenticate, &prompts.reauthenticate)];
        let delimiter = prompts.delimiter.as_deref().unwrap_or(" ");
        for (name, value) in wanted.into_iter().filter(|(wanted, _)| *wanted).flat_map(|(_, values)| values) {
            let before = params.get(name).or_else(|| authorize.params.get(name)).cloned().unwrap_or_default();
            params.insert(name.clone(), joined(&before, value, delimiter));
        }
        params.into_iter().collect()
    }
}

/// `before` with `value` in it once.
fn joined(before: &str, value: &str, delimiter: &str) -> String {
    match before {
        "" => value.to_owned(),
        _ if before.split(delimiter).any(|part| part == value) => before.to_owned(),
        _ => format!("{before}{delimiter}{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth::fixture::provider;

    const FACEBOOK: &str = r#"
        authorize.params = { auth_type = "rerequest" }
        authorize.configuration = { param = "config_id", params = { override_default_response_type = "true" } }
        authorize.prompts = { delimiter = ",", rerequest = { auth_type = "rerequest" }, reauthenticate = { auth_type = "reauthenticate" } }
    "#;

    fn params(more: &str, wishes: Wishes<'_>) -> Vec<(String, String)> {
        wishes.params(&provider("https://acme.example", more))
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
    }

    #[test]
    fn a_configuration_is_named_with_what_goes_with_it() {
        let wishes = Wishes { config_id: Some("7"), ..Wishes::default() };
        let expected = pairs(&[("config_id", "7"), ("override_default_response_type", "true")]);
        assert_eq!(params(FACEBOOK, wishes), expected);
        assert_eq!(params("", wishes), []);
    }

    #[test]
    fn several_wishes_share_one_parameter() {
        let both = Wishes { rerequest: true, reauthenticate: true, ..Wishes::default() };
        let switch = Wishes { reauthenticate: true, ..Wishes::default() };
        for wishes in [both, switch] {
            assert_eq!(params(FACEBOOK, wishes), pairs(&[("auth_type", "rerequest,reauthenticate")]));
        }
        let openid = "authorize.params = { prompt = \"consent\" }\nauthorize.prompts.reauthenticate = { prompt = \"login\" }";
        assert_eq!(params(openid, switch), pairs(&[("prompt", "consent login")]));
        assert_eq!(params(FACEBOOK, Wishes::default()), []);
    }
}

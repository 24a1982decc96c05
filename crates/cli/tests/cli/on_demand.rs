//! What is asked only when somebody wants to know: spend, businesses, one ad account.

use serde_json::Value;

use crate::support::World;

#[test]
fn spend_is_added_to_every_ad_account() {
    let world = World::connected("fine");
    let status = world.adkeys("status facebook --spend --json").exits(0).json();
    let accounts = status["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 3);
    for account in accounts {
        let spend = &account["spend_30d"];
        assert!(spend["total"].is_string(), "a decimal string: {spend}");
        assert_eq!(spend["days"].as_array().unwrap().len(), 30);
        assert!(spend["days"][0]["date"].is_string() && spend["days"][0]["spend"].is_string());
    }
    let page = world.adkeys("status facebook --spend").exits(0).stdout;
    assert!(page.contains("30 DAYS"), "{page}");
    assert!(!world.adkeys("status facebook").exits(0).stdout.contains("30 DAYS"));
    world.adkeys("status --spend --json").exits(2).fails_with("usage");
}

#[test]
fn businesses_tell_who_owns_which_ad_account() {
    let world = World::connected("fine");
    let businesses = world.adkeys("businesses facebook --json").exits(0).json();
    let own = &businesses[0];
    assert_eq!((&own["name"], &own["role"]), (&"Fjällbo AB".into(), &"ADMIN".into()));
    assert_eq!(own["owned"][0]["name"], "Fjällbo Outdoor DACH");
    assert_eq!(own["client"].as_array().unwrap().len(), 2);
    assert!(own["error"].is_null());
    let page = world.adkeys("businesses facebook").exits(0).stdout;
    assert!(page.contains("Fjällbo AB") && page.contains("Kettle & Crane Coffee"), "{page}");
}

#[test]
fn without_business_management_the_missing_permission_is_named() {
    let world = World::with("declined");
    world.sign_in("connect facebook").done().exits(0);
    world.adkeys("businesses facebook --json").exits(4).fails_with("permission-missing");
}

#[test]
fn an_ad_account_is_told_in_depth_with_or_without_its_prefix() {
    let world = World::connected("mixed");
    for id in ["402917365519", "act_402917365519"] {
        let account = world.adkeys(&format!("account facebook {id} --json")).exits(0).json();
        assert_eq!(account["account"]["name"], "Kettle & Crane Coffee");
        assert!(account["failed_checks"][0]["summary"].is_string(), "{account}");
        let hidden: Vec<&str> =
            account["hidden"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(hidden.contains(&"funding_source_details"), "{hidden:?}");
    }
    let page = world.adkeys("account facebook 402917365518").exits(0).stdout;
    assert!(page.contains("Credit card, Visa"), "{page}");
    world.adkeys("account facebook act_1 --json").exits(4).fails_with("account-access-denied");
    world.adkeys("account facebook EAAcanary --json").exits(2).keeps("canary").fails_with("usage");
}

#[test]
fn a_name_without_a_connection_is_told_as_everywhere() {
    for verb in ["businesses facebook", "account facebook 1", "status facebook --spend"] {
        World::with("fine").adkeys(&format!("{verb} --json")).exits(3).fails_with("authorization-required");
    }
}

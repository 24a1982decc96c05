use super::*;
use crate::catalogue::Catalogue;

const RELAY: &str = "https://example.org/back/";

fn facebook() -> Provider {
    Catalogue::load(std::path::Path::new("/nowhere")).provider("facebook").unwrap().clone()
}

#[test]
fn the_table_can_be_read_and_says_everything_in_both_languages() {
    toml::from_str::<Table>(include_str!("table.toml")).unwrap();
    for row in TABLE.iter() {
        let steps = row.steps.iter().chain(row.local.iter().flat_map(|local| &local.steps));
        for text in [&row.cause, &row.remedy].into_iter().chain(&row.sees).chain(steps) {
            assert!(!text.en.is_empty() && !text.ru.is_empty(), "{}", row.id);
        }
        let numbers =
            row.codes.iter().map(|code| TABLE.iter().filter(|row| row.codes.contains(code)).count());
        assert!(numbers.into_iter().all(|count| count == 1), "{}: a number with two meanings", row.id);
        assert!(row.link.as_ref().is_none_or(|link| facebook().links.contains_key(link)), "{}", row.id);
    }
}

#[test]
fn every_symptom_has_a_cause_and_somebody_who_can_mend_it() {
    let symptoms = symptoms(&facebook(), RELAY);
    let ids: Vec<_> = symptoms.iter().map(|symptom| symptom.id.as_str()).collect();
    let expected = [
        "url-blocked",
        "cannot-load-url",
        "app-not-active",
        "feature-unavailable",
        "something-went-wrong",
        "keeps-loading",
        "finished-but-nothing",
    ];
    assert_eq!(ids, expected);
    for symptom in &symptoms {
        let remedy = symptom.finding.remedy.as_ref().unwrap();
        assert!(remedy.who == Who::You || !remedy.steps.is_empty(), "{}", symptom.id);
        for text in remedy.steps.iter().chain([&remedy.text, &symptom.finding.detail]) {
            assert!(!text.en.contains('{') && !text.ru.contains('{'), "{text:?}");
        }
    }
    let named = |id: &str, word: &str| {
        let symptom = symptoms.iter().find(|symptom| symptom.id == id).unwrap();
        let steps = &symptom.finding.remedy.as_ref().unwrap().steps;
        assert!(steps.iter().any(|step| step.en.contains(word) && step.ru.contains(word)), "{id}: {word}");
    };
    named("url-blocked", RELAY);
    named("cannot-load-url", RELAY);
    named("cannot-load-url", "example.org");
}

#[test]
fn nobody_is_told_to_enter_localhost_where_it_cannot_be_saved() {
    for symptom in symptoms(&facebook(), "http://localhost:4000/cb").iter().take(2) {
        let remedy = symptom.finding.remedy.as_ref().unwrap();
        assert!(remedy.text.en.contains("development mode"), "{remedy:?}");
        assert!(remedy.steps.iter().all(|step| !step.en.contains("Redirect URIs:")), "{remedy:?}");
    }
}

#[test]
fn other_platforms_have_only_the_symptoms_that_any_browser_shows() {
    let other = Catalogue::load(std::path::Path::new("/nowhere")).provider("linkedin").unwrap().clone();
    let ids: Vec<_> = symptoms(&other, RELAY).into_iter().map(|symptom| symptom.id).collect();
    assert_eq!(ids, ["keeps-loading", "finished-but-nothing"]);
}

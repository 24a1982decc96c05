//! Findings: what, who can mend it, next step.

use adkeys_core::Lang;
use adkeys_core::finding::{Finding, Level, Remedy};

use super::{Output, clean, words};

/// A finding: what is only worth knowing on one line, everything else in two or three.
pub(crate) fn render(finding: &Finding, output: &Output) -> String {
    let mark = words::level(finding.level);
    let shape = output.coloured(mark.shape, mark.hue);
    let title = clean::sentence(output.say(&finding.title));
    let detail = clean::sentence(output.say(&finding.detail));
    if finding.remedy.is_none() && matches!(finding.level, Level::Ok | Level::Info) && !detail.is_empty() {
        return format!("{shape} {title}: {detail}");
    }
    let mut lines = format!("{shape} {title}");
    if !detail.is_empty() && detail != title {
        lines.push_str(&format!("\n  {detail}"));
    }
    for fact in &finding.evidence {
        let (label, value) = (output.say(&fact.label), clean::sentence(&fact.value));
        lines.push_str(&format!("\n  {label}: {value}"));
    }
    if let Some(remedy) = &finding.remedy {
        lines.push_str(&format!("\n  → {}", next_step(remedy, output.lang())));
    }
    lines
}

fn next_step(remedy: &Remedy, lang: Lang) -> String {
    let who = words::who(remedy.who);
    let mut step = format!("{}: {}", who.get(lang), clean::sentence(remedy.text.get(lang)));
    if !remedy.steps.is_empty() {
        let clicks: Vec<_> = remedy.steps.iter().map(|click| clean::sentence(click.get(lang))).collect();
        step.push_str(&format!("\n    {}", clicks.join(" › ")));
    }
    for place in [&remedy.command, &remedy.url].into_iter().flatten() {
        step.push_str(&format!(" · {}", clean::sentence(place)));
    }
    step
}

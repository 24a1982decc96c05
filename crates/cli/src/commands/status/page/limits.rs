//! Limits that are near or met: how full, and when calls are let through again.

use adkeys_core::usage::Usage;
use adkeys_core::{Text, text};

use crate::output::dates::Calendar;
use crate::output::{Output, clean};

const LIMIT: Text = Text::new("Limit", "Лимит");
/// From this fullness on a limit is told.
const NEAR: f64 = 75.0;
/// Beyond that, the rest is a number.
const MOST: usize = 3;

/// One line a limit; nothing while all is well.
pub(super) fn render(usage: &[Usage], calendar: &Calendar, output: &Output) -> Vec<String> {
    let near =
        |usage: &&Usage| usage.wait_until.is_some() || usage.percent.is_some_and(|percent| percent >= NEAR);
    let mut lines: Vec<String> =
        usage.iter().filter(near).map(|usage| line(usage, calendar, output)).collect();
    let rest = lines.len().saturating_sub(MOST);
    if rest > 0 {
        lines.truncate(MOST);
        lines.push(output.say(&text!("  and {rest} more limits", "  и ещё лимитов: {rest}")).to_owned());
    }
    lines
}

fn line(usage: &Usage, calendar: &Calendar, output: &Output) -> String {
    let subject =
        usage.subject.as_ref().map(|subject| format!(" {}", clean::name(subject))).unwrap_or_default();
    let title = output.say(&LIMIT).to_owned();
    let mut parts = vec![format!("{title} {}{subject}", clean::name(&usage.kind))];
    if let Some(percent) = usage.percent {
        parts.push(output.say(&text!("{percent:.0} % used", "использовано {percent:.0} %")).to_owned());
    }
    if let Some(until) = usage.wait_until {
        let until = calendar.clock(until);
        parts.push(output.say(&text!("wait until {until}", "ждать до {until}")).to_owned());
    }
    parts.extend(usage.tier.as_ref().map(|tier| output.say(tier).to_owned()));
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use adkeys_core::Lang;
    use adkeys_core::time::Timestamp;

    use super::*;

    fn usage(kind: &str, percent: f64, wait: Option<&str>) -> Usage {
        Usage {
            kind: kind.into(),
            subject: None,
            percent: Some(percent),
            wait_until: wait.and_then(Timestamp::parse),
            tier: Some(Text::new("Limited access", "Ограниченный доступ")),
            read_at: Timestamp::from_unix(0).unwrap(),
        }
    }

    #[test]
    fn a_wait_is_told_as_a_time_and_an_easy_limit_not_at_all() {
        let usage = [usage("ads_management", 104.0, Some("2026-11-22T11:32:00Z")), usage("app", 20.0, None)];
        let calendar = Calendar::still("2026-11-22T10:00:00Z", Lang::En);
        assert_eq!(
            render(&usage, &calendar, &Output::plain(Lang::En)),
            ["Limit ads_management · 104 % used · wait until 14:32 · Limited access"]
        );
    }

    #[test]
    fn many_limits_do_not_fill_the_screen() {
        let usage: Vec<Usage> = (0..9).map(|at| usage(&format!("limit{at}"), 90.0, None)).collect();
        let calendar = Calendar::still("2026-11-22T10:00:00Z", Lang::Ru);
        let lines = render(&usage, &calendar, &Output::plain(Lang::Ru));
        assert_eq!((lines.len(), lines[3].as_str()), (4, "  и ещё лимитов: 6"));
    }
}

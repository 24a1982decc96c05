//! What was not looked at, and why: nobody should take silence for good news.

use crate::diagnosis::check::Facts;
use crate::diagnosis::dress::with_evidence;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

pub(super) fn look(facts: &Facts<'_>) -> Vec<Finding> {
    let title = || Text::new("Not everything was looked at", "Осмотрено не всё");
    let unread = facts.depths.problem.as_ref().map(|error| {
        let (en, ru) = (&error.message.en, &error.message.ru);
        let detail = text!(
            "Payment, delivery or businesses could not be read: {en}",
            "Оплату, показы или компании прочитать не удалось: {ru}"
        );
        let remedy = Remedy::new(Who::You, (*error.hint).clone());
        with_evidence(Finding::new("accounts.details", Level::Unknown, title(), detail), error).remedy(remedy)
    });
    let count = facts.depths.left_out;
    let left_out = (count > 0).then(|| {
        let detail = text!(
            "Payment and delivery of {count} ad accounts were not looked at: each costs a call. Those that should be running came first.",
            "Оплата и показы {count} кабинетов не осмотрены: каждый стоит одного вызова. Первыми смотрели те, что должны работать."
        );
        Finding::new("accounts.details", Level::Info, title(), detail)
    });
    unread.into_iter().chain(left_out).collect()
}

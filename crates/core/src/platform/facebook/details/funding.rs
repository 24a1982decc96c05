//! `funding_source_details.type`: Facebook's ways to pay.

use crate::text::Text;

/// Marketing API, ad account reference, "funding_source_details".
const KINDS: &[(&str, Text)] = &[
    ("0", Text::new("Not set", "Не задано")),
    ("1", Text::new("Credit card", "Банковская карта")),
    ("2", Text::new("Facebook wallet", "Кошелёк Facebook")),
    ("3", Text::new("Paid credit at Facebook", "Оплаченный кредит Facebook")),
    ("4", Text::new("Extended credit at Facebook", "Кредитная линия Facebook")),
    ("5", Text::new("Order", "Заказ")),
    ("6", Text::new("Invoice", "Счёт")),
    ("7", Text::new("Facebook token", "Токен Facebook")),
    ("8", Text::new("External funding", "Внешний источник")),
    ("9", Text::new("Fee", "Сбор")),
    ("10", Text::new("Currency exchange", "Обмен валюты")),
    ("11", Text::new("Discount", "Скидка")),
    ("12", Text::new("PayPal", "PayPal")),
    ("13", Text::new("PayPal billing agreement", "Соглашение PayPal")),
    ("14", Text::new("None", "Нет")),
    ("15", Text::new("External deposit", "Внешний депозит")),
    ("16", Text::new("Tax", "Налог")),
    ("17", Text::new("Direct debit", "Прямое списание")),
    ("18", Text::new("Placeholder", "Заглушка")),
    ("19", Text::new("Local payment method", "Местный способ оплаты")),
    ("20", Text::new("Prepaid balance", "Предоплаченный баланс")),
];

/// What `native` is called; an unknown value is shown as such.
pub(super) fn kind(native: &str) -> Text {
    let known = KINDS.iter().find(|(value, _)| *value == native).map(|(_, kind)| kind.clone());
    known.unwrap_or_else(|| {
        crate::text!("Kind {native}, unknown to AdKeys", "Вид {native}, неизвестный AdKeys")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_pay_has_a_name_and_a_new_one_is_shown_by_its_number() {
        for value in 0..=20 {
            assert!(!kind(&value.to_string()).en.contains("unknown"), "{value}");
        }
        assert!(kind("21").ru.contains("21"));
    }
}

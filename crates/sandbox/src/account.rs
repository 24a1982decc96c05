//! Ad accounts, as the sandbox's data describes them and as Graph shows them.

pub(crate) mod agency;

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// An ad account. Amounts are in minor units of Meta's own currency table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Account {
    /// The number, without `act_`.
    pub(crate) id: String,
    pub(crate) name: String,
    /// How often the name is repeated.
    repeat_name: Option<usize>,
    status: Option<u32>,
    /// `disable_reason`.
    reason: u32,
    pub(crate) currency: String,
    spent: u64,
    /// 0: no cap.
    cap: u64,
    /// The bill due.
    balance: u64,
    zone: Option<String>,
    /// The business that owns it; none for a personal account.
    pub(crate) business: Option<String>,
    role: Role,
    /// What the card or bank account is called.
    paid_by: Option<String>,
    /// Spend of the last 30 days in major units; none if nothing was delivered.
    pub(crate) last_30d: Option<String>,
    /// What keeps its ads from running, as `failed_delivery_checks` tells it.
    stopped_by: Option<String>,
    /// When the person's role ends (`2026-12-24T00:00:00+0000`).
    access_until: Option<String>,
    /// Nobody has accepted the terms for audiences.
    terms_open: bool,
    /// The business has it, and the person has no role on it.
    pub(crate) unassigned: bool,
    /// Left out after the page was cut.
    pub(crate) hidden: bool,
}

/// `account_status` of an account that owes money.
const UNSETTLED: u32 = 3;

/// What the person may do with an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Role {
    Draft,
    Analyze,
    Advertise,
    #[default]
    Manage,
}

impl Role {
    fn tasks(self) -> &'static [&'static str] {
        match self {
            Self::Draft => &["DRAFT"],
            Self::Analyze => &["ANALYZE"],
            Self::Advertise => &["DRAFT", "ANALYZE", "ADVERTISE"],
            Self::Manage => &["DRAFT", "ANALYZE", "ADVERTISE", "MANAGE"],
        }
    }
}

/// The stable made-up number of a business.
pub(crate) fn business_id(name: &str) -> String {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (100_000_000_000_000 + hash % 900_000_000_000_000).to_string()
}

impl Account {
    /// Whether the person may see and change everything.
    pub(crate) fn managed(&self) -> bool {
        self.role == Role::Manage
    }

    /// The name, as long as it is meant to be.
    fn full_name(&self) -> String {
        self.repeat_name.map_or_else(|| self.name.clone(), |times| self.name.repeat(times))
    }

    /// Every field that this account has a value for.
    pub(crate) fn node(&self) -> Map<String, Value> {
        let mut node = self.basics();
        node.extend(self.money());
        node.extend(self.ownership());
        node
    }

    fn basics(&self) -> Map<String, Value> {
        let zone = self.zone.as_deref().unwrap_or("Europe/Berlin");
        let basics = json!({
            "id": format!("act_{}", self.id),
            "account_id": self.id,
            "name": self.full_name(),
            "account_status": self.status.unwrap_or(1),
            "disable_reason": self.reason,
            "user_tasks": self.role.tasks(),
            "timezone_name": zone,
            "timezone_id": 42,
            "timezone_offset_hours_utc": offset_hours(zone),
            "created_time": "2021-03-04T09:12:44+0000",
            "age": 2089.5,
            "capabilities": ["CAN_USE_REACH_AND_FREQUENCY", "CAN_CREATE_CALL_ADS"],
            "tos_accepted": {"web_custom_audience_tos": u8::from(!self.terms_open)},
            "user_tos_accepted": {"web_custom_audience_tos": 1},
            "is_personal": 0,
            "is_notifications_enabled": true,
            "has_migrated_permissions": true,
        });
        let mut basics = into_map(basics);
        if let Some(words) = &self.stopped_by {
            let check = json!([{"check_name": "sandbox", "summary": words, "description": words}]);
            basics.insert("failed_delivery_checks".into(), check);
        }
        if let Some(end) = &self.access_until {
            basics.insert("user_access_expire_time".into(), json!(end));
        }
        if self.status == Some(UNSETTLED) {
            let check = json!([{
                "check_name": "unsettled_account",
                "summary": "Your ads are not running",
                "description": "The last payment for this ad account failed. Pay the balance to run ads again.",
            }]);
            basics.insert("failed_delivery_checks".into(), check);
        }
        basics
    }

    fn money(&self) -> Map<String, Value> {
        let money = json!({
            "currency": self.currency,
            "amount_spent": self.spent.to_string(),
            "spend_cap": self.cap.to_string(),
            "balance": self.balance.to_string(),
            "min_daily_budget": 100,
            "min_campaign_group_spend_cap": "10000",
            "is_prepay_account": false,
            "is_tax_id_required": false,
        });
        let mut money = into_map(money);
        if let Some(paid_by) = &self.paid_by {
            money.insert("funding_source".into(), json!(format!("6{}", self.id)));
            let details = json!({"id": format!("6{}", self.id), "display_string": paid_by, "type": 1});
            money.insert("funding_source_details".into(), details);
        }
        money
    }

    fn ownership(&self) -> Map<String, Value> {
        let Some(name) = &self.business else {
            return into_map(json!({"owner": "122093481700009999", "end_advertiser": "0"}));
        };
        let id = business_id(name);
        into_map(json!({
            "business": {"id": id, "name": name},
            "owner_business": {"id": id, "name": name},
            "viewable_business": {"id": id, "name": name},
            "business_name": name,
            "owner": id,
            "end_advertiser": id,
            "end_advertiser_name": name,
        }))
    }
}

fn into_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Winter time; close enough for a sandbox.
fn offset_hours(zone: &str) -> i32 {
    match zone {
        "Europe/London" | "Europe/Dublin" | "Europe/Lisbon" => 0,
        "Europe/Helsinki" => 2,
        "Asia/Bahrain" => 3,
        "Asia/Jakarta" => 7,
        "Asia/Taipei" => 8,
        "Asia/Tokyo" => 9,
        "America/New_York" => -5,
        _ => 1,
    }
}

/// Fields that exist besides those of [`Account::node`]; asked for, they are left out.
pub(crate) const SILENT_FIELDS: &[&str] = &[
    "ad_account_promotable_objects",
    "agency_client_declaration",
    "all_capabilities",
    "attribution_spec",
    "business",
    "business_city",
    "business_country_code",
    "business_name",
    "business_state",
    "business_street",
    "business_street2",
    "business_zip",
    "can_create_brand_lift_study",
    "custom_audience_info",
    "default_dsa_beneficiary",
    "default_dsa_payor",
    "direct_deals_tos_accepted",
    "end_advertiser_name",
    "existing_customers",
    "expired_funding_source_details",
    "extended_credit_invoice_group",
    "failed_delivery_checks",
    "fb_entity",
    "funding_source",
    "funding_source_details",
    "has_advertiser_opted_in_odax",
    "has_page_authorized_adaccount",
    "io_number",
    "is_ba_skip_delayed_eligible",
    "is_direct_deals_enabled",
    "is_in_3ds_authorization_enabled_market",
    "line_numbers",
    "liable_address",
    "media_agency",
    "offsite_pixels_tos_accepted",
    "opportunity_score",
    "owner_business",
    "partner",
    "rf_spec",
    "send_bill_to_address",
    "show_checkout_experience",
    "sold_to_address",
    "tax_id",
    "tax_id_status",
    "tax_id_type",
    "user_access_expire_time",
    "user_role",
    "viewable_business",
];

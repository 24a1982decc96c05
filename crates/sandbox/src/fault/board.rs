//! The faults that are on.

use serde_json::Value;

use super::Fault;
use crate::call::Call;

#[derive(Debug)]
struct Switched {
    id: u64,
    /// As it was sent, for the list.
    sent: Value,
    fault: Fault,
    /// Calls that it fits.
    seen: u32,
    /// Those of them that it changed.
    met: u32,
}

/// The faults that are on, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    switched: Vec<Switched>,
    count: u64,
}

impl Faults {
    /// Switches a fault on and gives its number.
    ///
    /// # Errors
    /// A sentence that says what cannot be understood.
    pub(crate) fn add(&mut self, sent: Value) -> Result<u64, String> {
        let fault: Fault = serde_json::from_value(sent.clone()).map_err(|error| error.to_string())?;
        fault.check()?;
        self.count += 1;
        self.switched.push(Switched { id: self.count, sent, fault, seen: 0, met: 0 });
        Ok(self.count)
    }

    /// Switches one off.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.switched.len();
        self.switched.retain(|switched| switched.id != id);
        before > self.switched.len()
    }

    pub(crate) fn clear(&mut self) {
        self.switched.clear();
    }

    /// The faults with their numbers and how many calls each has met.
    pub(crate) fn list(&self) -> Vec<Value> {
        let show = |on: &Switched| serde_json::json!({"id": on.id, "met": on.met, "fault": on.sent});
        self.switched.iter().map(show).collect()
    }

    /// The faults that this call meets.
    pub(crate) fn meet(&mut self, call: &Call) -> Vec<Fault> {
        self.meet_where(|fault| fault.matches(call))
    }

    /// The faults that this part of a batch meets: those that name a path. The others meet the batch as a whole.
    pub(crate) fn meet_part(&mut self, part: &Call) -> Vec<Fault> {
        self.meet_where(|fault| fault.path.as_deref().is_some_and(|path| path != "*") && fault.matches(part))
    }

    fn meet_where(&mut self, fits: impl Fn(&Fault) -> bool) -> Vec<Fault> {
        let matching = self.switched.iter_mut().filter(|switched| fits(&switched.fault));
        let met = matching.filter_map(|switched| {
            switched.seen = switched.seen.saturating_add(1);
            let due = switched.seen > switched.fault.skip;
            let left = switched.fault.times.is_none_or(|times| switched.met < times);
            (due && left).then(|| {
                switched.met = switched.met.saturating_add(1);
                switched.fault.clone()
            })
        });
        met.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_switch_is_refused_with_its_name() {
        let mut faults = Faults::default();
        assert!(faults.add(serde_json::json!({"lateny_ms": 5})).unwrap_err().contains("lateny_ms"));
        assert!(faults.add(serde_json::json!({"error": "190/1"})).unwrap_err().contains("190/1"));
        assert!(faults.add(serde_json::json!({"error": {"code": 7, "message": "seven"}})).is_ok());
    }
}

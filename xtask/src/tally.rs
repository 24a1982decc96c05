//! Counts tests as the runners report them.

use crate::say;

/// How many tests passed and failed, over all runners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    /// Adds what a line of a runner's output says, if it is a closing line.
    pub(crate) fn read(&mut self, line: &str) {
        let plain = line.trim();
        let Some(counts) = plain.strip_prefix("test result:").or_else(|| plain.strip_prefix("Tests  "))
        else {
            return;
        };
        self.passed += count(counts, "passed");
        self.failed += count(counts, "failed");
    }

    /// Adds another tally.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// The closing line of the whole run, alone on its line.
    pub(crate) fn close(self) {
        say::line(&format!("{} passed, {} failed", self.passed, self.failed));
    }
}

/// The number before a word: `3` in `ok. 3 passed; 0 failed` and in `1 failed | 3 passed (4)`.
fn count(text: &str, word: &str) -> u32 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| pair[1].trim_end_matches([';', ',']) == word);
    pairs.filter_map(|pair| pair[0].parse::<u32>().ok()).sum()
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn read(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        tally
    }

    #[test]
    fn closing_lines_of_both_runners_are_added_up() {
        let cargo = "test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        let vitest = "      Tests  1 failed | 20 passed (21)";
        assert_eq!(read(&[cargo, vitest]), Tally { passed: 27, failed: 3 });
    }

    #[test]
    fn a_test_that_prints_such_words_does_not_count() {
        assert_eq!(read(&["12 passed, 3 failed", "tests::the 5 passed on ... ok"]), Tally::default());
    }
}

//! axe in the window's own engine.

use std::fs;
use std::path::Path;

use crate::window::Window;

impl Window {
    /// What axe finds on what is shown now.
    ///
    /// # Panics
    /// When axe is not installed with the page's packages.
    pub async fn faults(&self) -> Vec<String> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        self.script(&fs::read_to_string(file).expect("axe-core is installed"), &[]).await;
        // Colours on their way from one theme to the other are nobody's.
        let look = "const [done] = arguments;
            const ends = one => one.effect.getComputedTiming().iterations !== Infinity;
            const still = Promise.allSettled(document.getAnimations().filter(ends).map(one => one.finished));
            still.then(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
                .then(seen => done(seen.violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 160))),
                      error => done([String(error)]));";
        serde_json::from_value(self.script_async(look, &[]).await).expect("a list of faults")
    }
}

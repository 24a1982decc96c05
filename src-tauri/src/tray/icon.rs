//! The icon wears the worst state as a small shape: a triangle for care, an octagon for stopped, a ring for not known. The
//! shape says it without its colour. It is a tile with a light edge, because nobody tells how dark the desktop's panel is.

use adkeys_core::ledger::ConnectionState;
use tauri::image::Image;
use tauri::include_image;

// Drawn in the file of the same name that ends in `.svg`; `rsvg-convert -w 64` makes the one from the other.
const FINE: Image<'_> = include_image!("../icons/tray/fine.png");
const CARE: Image<'_> = include_image!("../icons/tray/care.png");
const STOP: Image<'_> = include_image!("../icons/tray/stop.png");
const UNKNOWN: Image<'_> = include_image!("../icons/tray/unknown.png");

/// The icon for the worst state of all connections.
pub(super) fn of(worst: Option<ConnectionState>) -> Image<'static> {
    use ConnectionState::{Blocked, Connected, Expired, Expiring, NotConnected, Revoked, Unknown};
    match worst {
        Some(Expiring) => CARE,
        Some(Expired | Revoked | Blocked) => STOP,
        Some(Unknown) => UNKNOWN,
        Some(Connected | NotConnected) | None => FINE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_trouble_has_a_picture_of_its_own() {
        let pictures = [
            None,
            Some(ConnectionState::Expiring),
            Some(ConnectionState::Revoked),
            Some(ConnectionState::Unknown),
        ];
        let mut pixels: Vec<_> = pictures.map(|state| of(state).rgba().to_vec()).into();
        pixels.sort();
        pixels.dedup();
        assert_eq!(pixels.len(), pictures.len());
        assert_eq!(of(Some(ConnectionState::Connected)).rgba(), of(None).rgba());
    }
}

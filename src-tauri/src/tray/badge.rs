//! The worst state as a small shape on the icon: a triangle for care, a square for stopped, a ring for not known. The
//! shape says it without its colour.

use adkeys_core::ledger::ConnectionState;
use tauri::image::Image;

type Colour = [u8; 4];

const CARE: Colour = [0xd9, 0x9a, 0x2b, 0xff];
const STOP: Colour = [0xcf, 0x3a, 0x31, 0xff];
const IDLE: Colour = [0x84, 0x8b, 0x97, 0xff];
/// Around the shape, so that it stands off the icon.
const EDGE: Colour = [0xff, 0xff, 0xff, 0xff];

/// Whether a point is in the shape; the shape's square reaches from -1 to 1 both ways.
type Shape = fn(f32, f32) -> bool;

/// `icon` with the badge of `state` in its corner.
pub(super) fn on(icon: &Image<'_>, state: Option<ConnectionState>) -> Image<'static> {
    let (width, height) = (icon.width(), icon.height());
    let mut pixels = icon.rgba().to_vec();
    if let Some((shape, colour)) = state.and_then(badge) {
        draw(&mut pixels, width, height, shape, colour);
    }
    Image::new_owned(pixels, width, height)
}

fn badge(state: ConnectionState) -> Option<(Shape, Colour)> {
    let triangle: Shape = |x, y| y <= 0.9 && y >= 2.0 * x.abs() - 0.9;
    let square: Shape = |x, y| x.abs() <= 0.8 && y.abs() <= 0.8;
    let ring: Shape = |x, y| (0.45..=0.9).contains(&x.hypot(y));
    match state {
        ConnectionState::Expiring => Some((triangle, CARE)),
        ConnectionState::Expired | ConnectionState::Revoked | ConnectionState::Blocked => {
            Some((square, STOP))
        }
        ConnectionState::Unknown => Some((ring, IDLE)),
        ConnectionState::Connected | ConnectionState::NotConnected => None,
    }
}

/// Draws into the lower right quarter.
fn draw(pixels: &mut [u8], width: u32, height: u32, shape: Shape, colour: Colour) {
    let size = width.min(height) as f32 / 2.0;
    for (at, pixel) in (0_u32..).zip(pixels.chunks_exact_mut(4)) {
        let (column, row) = (at % width.max(1), at / width.max(1));
        let x = (column as f32 + 0.5 - (width as f32 - size)) / size * 2.0 - 1.0;
        let y = (row as f32 + 0.5 - (height as f32 - size)) / size * 2.0 - 1.0;
        if shape(x, y) {
            pixel.copy_from_slice(&colour);
        } else if x.hypot(y) <= 1.0 {
            pixel.copy_from_slice(&EDGE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_trouble_has_a_shape_of_its_own() {
        let blank = Image::new_owned(vec![0; 32 * 32 * 4], 32, 32);
        let drawn = |state| on(&blank, state).rgba().to_vec();
        assert_eq!(drawn(None), vec![0; 32 * 32 * 4]);
        assert_eq!(drawn(Some(ConnectionState::Connected)), drawn(None));
        let mask = |state, colour: Colour| -> Vec<bool> {
            drawn(Some(state)).chunks_exact(4).map(|pixel| pixel == colour).collect()
        };
        let (care, stop, idle) = (
            mask(ConnectionState::Expiring, CARE),
            mask(ConnectionState::Revoked, STOP),
            mask(ConnectionState::Unknown, IDLE),
        );
        assert!(care.contains(&true) && care != stop && stop != idle && care != idle);
    }
}

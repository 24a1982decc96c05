//! `${name}` in strings of the catalogue.

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Stands for itself.
    Text(&'a str),
    /// The name between `${` and `}`.
    Name(&'a str),
}

/// Takes a template apart. What is filled in later is not looked at again.
///
/// # Errors
/// In words, if a `${` is never closed.
pub(crate) fn pieces(template: &str) -> Result<Vec<Piece<'_>>, &'static str> {
    let mut parts = template.split("${");
    let mut pieces = vec![Piece::Text(parts.next().unwrap_or_default())];
    for part in parts {
        let (name, text) = part.split_once('}').ok_or("has '${' without '}'")?;
        pieces.extend([Piece::Name(name), Piece::Text(text)]);
    }
    pieces.retain(|piece| *piece != Piece::Text(""));
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_text_and_names() {
        assert_eq!(
            pieces("a${b}${c}d"),
            Ok(vec![Piece::Text("a"), Piece::Name("b"), Piece::Name("c"), Piece::Text("d")])
        );
        assert_eq!(pieces("$5 {x} $"), Ok(vec![Piece::Text("$5 {x} $")]));
        assert!(pieces("${open").is_err());
    }
}

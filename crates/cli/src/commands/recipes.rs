//! `recipes`: the forms in which tools take a token.

use adkeys_core::handoff::{RecipeInfo, RecipeKind};
use adkeys_core::{AdKeys, Result, Text};
use comfy_table::Cell;

use crate::output::table::{Column, Grid};
use crate::output::{Output, clean};

/// The forms in which tools take a token
#[derive(Debug, clap::Args)]
pub(crate) struct Recipes {
    /// Only those of this provider
    provider: Option<String>,
}

const COLUMNS: [Column; 5] = [
    Column::whole("Recipe", "Рецепт"),
    Column::whole("Provider", "Платформа"),
    Column::words("For", "Для чего"),
    Column::words("File", "Файл").from(100),
    Column::words("Holds", "Содержит"),
];

pub(crate) fn run(args: &Recipes, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let recipes = adkeys.recipes(args.provider.as_deref())?;
    output.document(&recipes, || table(&recipes, output))
}

fn table(recipes: &[RecipeInfo], output: &Output) -> String {
    let mut grid = Grid::new(output, &COLUMNS);
    for recipe in recipes {
        grid.row(vec![
            Cell::new(clean::name(&recipe.id)),
            Cell::new(clean::name(&recipe.provider)),
            Cell::new(clean::sentence(output.say(&recipe.title))),
            Cell::new(clean::name(recipe.file.as_deref().unwrap_or("–"))),
            Cell::new(output.say(&holds(recipe))),
        ]);
    }
    grid.render()
}

fn holds(recipe: &RecipeInfo) -> Text {
    match recipe.kind {
        RecipeKind::Static if recipe.secrets.is_empty() => Text::new("no secret", "без секретов"),
        RecipeKind::Static => Text::new("access token", "токен доступа"),
        RecipeKind::Refreshable => Text::new("refresh token", "refresh-токен"),
        RecipeKind::Rotating => Text::new("refresh token that works once", "одноразовый refresh-токен"),
    }
}

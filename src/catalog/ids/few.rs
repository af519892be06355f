//! Ids without a table: what asks for models seldom, as the lean module does, looks through them and saves the code.

use crate::catalog::Model;
use crate::eight::same;

/// The places of models by their ids, which stand with the models alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids;

impl Ids {
    pub(crate) fn of(_: &[Model]) -> Self {
        Self
    }

    pub(crate) fn with_room(_: usize) -> Self {
        Self
    }

    pub(crate) fn covers(&self, models: &[Model]) -> bool {
        models.is_empty()
    }

    /// The place of the first model with that id.
    pub(crate) fn get(&self, id: &str, models: &[Model]) -> Option<usize> {
        models.iter().position(|model| same(model.id.as_bytes(), id.as_bytes()))
    }

    /// Whether no earlier model has the id of the one at that place.
    pub(crate) fn add(&mut self, models: &[Model], place: usize) -> bool {
        models.get(place).is_some_and(|model| self.get(&model.id, models) == Some(place))
    }
}

//! From the core's types to the answers that show them.

use super::{JobAnswer, Line, LineHigh, Model};
use crate::job::Job;
use crate::rate::Certainty;
use crate::shared::copied;

impl From<&Job> for JobAnswer {
    fn from(job: &Job) -> Self {
        let (width, height) = job.size_px();
        Self {
            width,
            height,
            mode: job.mode(),
            resolution: job.resolution(),
            quality: job.quality().map(str::to_owned),
            inputs: Some(job.inputs()).filter(|&inputs| inputs > 0),
            steps: job.steps(),
            batch: job.batch().then_some(true),
            seconds: job.seconds(),
            audio: job.audio(),
            text_tokens: job.text_tokens(),
        }
    }
}

impl From<&crate::rate::Line> for Line {
    fn from(line: &crate::rate::Line) -> Self {
        Self::taken(line.clone())
    }
}

impl Line {
    /// The line as it goes out, with its words.
    pub(in crate::api) fn taken(line: crate::rate::Line) -> Self {
        let amount = line.amount;
        let high = (amount.certainty == Certainty::Range).then_some(LineHigh {
            quantity: line.quantity.high,
            rate: line.rate.high,
            amount: amount.high,
        });
        Self {
            label: line.label,
            quantity: line.quantity.low,
            unit: line.unit,
            rate: line.rate.low,
            amount: amount.low,
            rule: line.rule,
            certainty: Some(amount.certainty).filter(|&certainty| certainty != Certainty::Exact),
            high,
        }
    }
}

impl From<&crate::catalog::Model> for Model {
    fn from(model: &crate::catalog::Model) -> Self {
        Self {
            id: model.id.clone(),
            name: model.name.clone(),
            vendor: copied(model.vendor.as_ref()),
            modes: model.modes.to_vec(),
            elo: model.elo,
            license: copied(model.license.as_ref()),
            weights: copied(model.weights.as_ref()),
            trainable: model.trainable,
            retires: model.retires,
            replacement: model.replacement.clone(),
            aliases: model.aliases.clone(),
        }
    }
}

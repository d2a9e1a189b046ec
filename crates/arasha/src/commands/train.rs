//! `arasha train`: makes the models of wording and of categories and fits the weights of indicators from labelled posts.
//!
//! Labelled posts are the examples of the knowledge folder and files of people's own decisions, in the same form. What the model says
//! of a post while it is fitted always comes from a model that had not seen the post.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use knowledge::Files;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use signals::Reader;
use signals::model::fit::{self, Fitted, Prior, Row};
use signals::model::kinds::{self, Kinds};
use signals::model::train::{self, Labelled};

use crate::{CommandError, Context, Outcome};

/// Make the wording model from labelled posts.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  arasha --knowledge knowledge train --write knowledge")]
pub struct Args {
    /// Files of people's own decisions (JSON Lines: id, text, category or null), besides the knowledge examples
    #[arg(long, value_name = "FILE")]
    labels: Vec<PathBuf>,
    /// Write the model and the fitted weights into this knowledge folder; without it they are only shown
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Example {
    id: String,
    category: Option<String>,
    text: String,
}

/// How the posts fared, unseen.
#[derive(Serialize)]
struct Report {
    posts: usize,
    positives: usize,
    bias: f64,
    wording_share: f64,
    thresholds: Vec<Threshold>,
}

/// What a threshold of the score would give on the labelled posts.
#[derive(Serialize)]
struct Threshold {
    score: f64,
    found: f64,
    false_alarms: f64,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let examples = examples(&context.files()?, &args.labels)?;
    if examples.iter().all(|one| one.category.is_none()) || examples.iter().all(|one| one.category.is_some()) {
        return Err(CommandError::Input("training needs posts of both kinds: with a category, and with null".into()));
    }
    let reader = context.reader()?;
    let (labelled, mut rows): (Vec<Labelled>, Vec<Row>) = examples.par_iter().map(|one| prepare(&reader, one)).unzip();
    let trained = train::train(&labelled);
    let kinds = kinds_of(&examples, &labelled);
    let scale = reader.book().scale;
    rows.iter_mut().zip(&trained.unseen).for_each(|(row, unseen)| row.wording = unseen.clamp(scale.wording_least, scale.wording_most));
    let priors: Vec<Prior> = reader.book().indicators.iter().map(|one| Prior { weight: one.weight, polarity: one.polarity }).collect();
    let fitted = fit::fit(&rows, &priors);
    let report = report(&fitted, &rows, &priors);
    if context.json {
        context.line(&report)?
    } else {
        tell(context, &reader, &fitted, &rows, &report)?
    }
    if let Some(folder) = &args.write {
        write(folder, &trained.model.to_bytes(), &kinds.to_bytes(), &weights_by_code(&reader, &fitted))?;
        context.say(&format!("written into {}", folder.display()))?;
    }
    Ok(Outcome::Done)
}

fn examples(files: &Files, labels: &[PathBuf]) -> Result<Vec<Example>, CommandError> {
    let mut examples = Vec::new();
    for (path, bytes) in files.below("examples", ".jsonl") {
        read_examples(Path::new(path), &String::from_utf8_lossy(bytes), &mut examples)?;
    }
    for path in labels {
        let bytes = std::fs::read(path).map_err(|error| CommandError::File { path: path.clone(), error })?;
        read_examples(path, &String::from_utf8_lossy(&bytes), &mut examples)?;
    }
    Ok(examples)
}

fn read_examples(path: &Path, text: &str, examples: &mut Vec<Example>) -> Result<(), CommandError> {
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let example = serde_json::from_str(line).map_err(|error| CommandError::Input(format!("{}:{number}: {error}", path.display())))?;
        examples.push(example);
    }
    Ok(())
}

fn prepare(reader: &Reader, example: &Example) -> (Labelled, Row) {
    let reading = reader.look(&example.text);
    let positive = example.category.is_some();
    let shown = reading.shown.iter().map(|one| one.indicator).collect();
    let labelled = Labelled { normal: reading.normal_form(), positive, group: group(&example.id) };
    (labelled, Row { shown, wording: 0.0, positive })
}

/// The model of categories, made of the posts that have one.
fn kinds_of(examples: &[Example], labelled: &[Labelled]) -> Kinds {
    let posts = examples.iter().zip(labelled).filter_map(|(example, labelled)| Some((labelled.normal.clone(), example.category.clone()?)));
    kinds::train(&posts.collect::<Vec<_>>())
}

/// The number at the end of an id: tellings of one scene in several languages, and pairs of opposites, carry the same number.
fn group(id: &str) -> u64 {
    let digits: String = id.chars().rev().take_while(char::is_ascii_digit).collect();
    digits.chars().rev().collect::<String>().parse().unwrap_or(0)
}

fn report(fitted: &Fitted, rows: &[Row], priors: &[Prior]) -> Report {
    let scores: Vec<(f64, bool)> = rows.iter().map(|row| (fitted.score(row, priors), row.positive)).collect();
    let share = |positive: bool, least: f64| {
        let all = scores.iter().filter(|(_, is)| *is == positive).count().max(1);
        scores.iter().filter(|(score, is)| *is == positive && *score >= least).count() as f64 / all as f64
    };
    let thresholds = [-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0];
    Report {
        posts: rows.len(),
        positives: rows.iter().filter(|row| row.positive).count(),
        bias: fitted.bias,
        wording_share: fitted.share,
        thresholds: thresholds.map(|score| Threshold { score, found: share(true, score), false_alarms: share(false, score) }).into(),
    }
}

fn tell(context: &Context, reader: &Reader, fitted: &Fitted, rows: &[Row], report: &Report) -> Result<(), CommandError> {
    context.say("indicator                          set  fitted  positives  honest")?;
    for (index, (indicator, weight)) in reader.book().indicators.iter().zip(&fitted.weights).enumerate() {
        let count = |positive: bool| rows.iter().filter(|row| row.positive == positive && row.shown.contains(&index)).count();
        context.say(&format!("{:32} {:5.2}  {weight:5.2}  {:9}  {:6}", indicator.code, indicator.weight, count(true), count(false)))?;
    }
    context.say(&format!(
        "{} posts, {} positive; bias {:.2}, share of wording {:.2}",
        report.posts, report.positives, report.bias, report.wording_share
    ))?;
    context.say("score from   found  false alarms (wording unseen)")?;
    for row in &report.thresholds {
        context.say(&format!("{:9.1}  {:6.3}  {:6.3}", row.score, row.found, row.false_alarms))?;
    }
    Ok(())
}

fn weights_by_code(reader: &Reader, fitted: &Fitted) -> BTreeMap<String, f64> {
    reader.book().indicators.iter().zip(&fitted.weights).map(|(indicator, weight)| (indicator.code.clone(), *weight)).collect()
}

fn write(folder: &Path, wording: &[u8], kinds: &[u8], weights: &BTreeMap<String, f64>) -> Result<(), CommandError> {
    let put = |path: PathBuf, bytes: &[u8]| std::fs::write(&path, bytes).map_err(|error| CommandError::File { path, error });
    let unreadable = |error| CommandError::File { path: folder.to_owned(), error };
    std::fs::create_dir_all(folder.join("model")).map_err(unreadable)?;
    put(folder.join("model/wording.bin"), wording)?;
    put(folder.join("model/kinds.bin"), kinds)?;
    for entry in std::fs::read_dir(folder.join("indicators")).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path).map_err(|error| CommandError::File { path: path.clone(), error })?;
            put(path, with_weights(&text, weights).as_bytes())?;
        }
    }
    Ok(())
}

/// A definition file with each `weight` line behind a `code` line put right; everything else, comments too, stays as it is.
fn with_weights(text: &str, weights: &BTreeMap<String, f64>) -> String {
    let mut code = "";
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        if let Some(found) = line.strip_prefix("code = \"").and_then(|rest| rest.strip_suffix('"')) {
            code = found;
        }
        match weights.get(code) {
            Some(weight) if line.starts_with("weight = ") => out.push_str(&format!("weight = {weight:.2}")),
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_weights_are_rewritten() {
        let text = "# note\n[[indicator]]\ncode = \"a.b\"\nweight = 1.0\nsource = \"x\"\n";
        let out = with_weights(text, &BTreeMap::from([("a.b".to_owned(), 0.456)]));
        assert_eq!(out, "# note\n[[indicator]]\ncode = \"a.b\"\nweight = 0.46\nsource = \"x\"\n");
    }

    #[test]
    fn tellings_of_one_scene_stay_together() {
        assert_eq!(group("ru-p2-017"), group("kk-n2b-017"));
        assert_eq!(group("none"), 0);
    }
}

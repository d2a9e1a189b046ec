//! Reads the policies, gives each its name and labels, and checks all of them against the schema.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use cedar_policy::{Policy, PolicySet, Schema, ValidationMode, Validator};
use include_dir::{Dir, File, include_dir};

use crate::decision::{Notify, Obligation};
use crate::settings::{Labels, RightsError, Settings};
use crate::{Action, Target};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../policies");
const SCHEMA: &str = "arasha.cedarschema";
const SETTINGS: &str = "settings.toml";

/// The name of a policy: its file and what it is about, as in `protection.own_case`. It stands in the log with each decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyId(Arc<str>);

/// Whether a policy gives a right or takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It gives the right, if none forbids it.
    Permit,
    /// It takes the right, whatever the others say.
    Forbid,
}

/// A policy as it is shown to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub id: PolicyId,
    /// What it does.
    pub effect: Effect,
    /// What it says, in one sentence.
    pub labels: Labels,
    /// Where the rule comes from.
    pub source: String,
    /// What must be done when it gives a right.
    pub obliges: BTreeSet<Obligation>,
}

/// The policies with all that belongs to them.
pub(crate) struct Shipped {
    pub schema: Schema,
    pub settings: Settings,
    pub policies: Vec<Policy>,
    pub rules: BTreeMap<PolicyId, Rule>,
}

impl PolicyId {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PolicyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for PolicyId {
    fn from(id: &str) -> Self {
        Self(Arc::from(id))
    }
}

impl Shipped {
    pub(crate) fn load() -> Result<Self, RightsError> {
        let settings = Settings::read(text(SETTINGS)?)?;
        let schema = Schema::from_str(text(SCHEMA)?).map_err(|error| RightsError::Schema(error.to_string()))?;
        let mut shipped = Self { schema, settings, policies: Vec::new(), rules: BTreeMap::new() };
        let mut files: Vec<&File<'_>> = SHIPPED.files().filter(|file| name(file).ends_with(".cedar")).collect();
        files.sort_by_key(|file| file.path());
        files.into_iter().try_for_each(|file| shipped.add(file))?;
        shipped.check()?;
        Ok(shipped)
    }

    fn add(&mut self, file: &File<'_>) -> Result<(), RightsError> {
        let syntax = |error: String| RightsError::Syntax { file: name(file).to_owned(), error };
        let source = file.contents_utf8().ok_or_else(|| syntax("is no text".to_owned()))?;
        let set = PolicySet::from_str(source).map_err(|error| syntax(error.to_string()))?;
        for policy in set.policies() {
            let rule = rule(name(file), policy)?;
            self.policies.push(policy.new_id(cedar_policy::PolicyId::new(rule.id.as_str())));
            if let Some(twice) = self.rules.insert(rule.id.clone(), rule) {
                return Err(RightsError::Twice(twice.id.to_string()));
            }
        }
        Ok(())
    }

    /// Every name that the policies use is known, and so is every action.
    fn check(&mut self) -> Result<(), RightsError> {
        self.policies.sort_by(|one, other| one.id().cmp(other.id()));
        let all = PolicySet::from_policies(self.policies.iter().cloned()).map_err(|error| RightsError::Invalid(error.to_string()))?;
        let result = Validator::new(self.schema.clone()).validate(&all, ValidationMode::Strict);
        let faults = result.validation_errors().map(ToString::to_string).chain(result.validation_warnings().map(ToString::to_string));
        let faults: Vec<String> = faults.collect();
        if !faults.is_empty() {
            return Err(RightsError::Invalid(faults.join("; ")));
        }
        self.check_actions()
    }

    fn check_actions(&self) -> Result<(), RightsError> {
        let in_schema: BTreeSet<(String, String)> =
            self.schema.request_envs().map(|env| (env.action().id().unescaped().to_owned(), env.resource().to_string())).collect();
        let in_program: BTreeSet<(String, String)> = Action::ALL.iter().flat_map(|action| targets(*action)).collect();
        in_schema.symmetric_difference(&in_program).next().map_or(Ok(()), |(action, _)| Err(RightsError::Action(action.clone())))
    }
}

/// An action with each kind of thing that it is done on.
fn targets(action: Action) -> Vec<(String, String)> {
    let kinds: &[&str] = match action.target() {
        Target::Matter => &["Matter"],
        Target::Office => &["Office"],
        Target::Both => &["Matter", "Office"],
    };
    kinds.iter().map(|kind| (action.code().to_owned(), (*kind).to_owned())).collect()
}

fn rule(file: &str, policy: &Policy) -> Result<Rule, RightsError> {
    let written = |key: &str| policy.annotation(key).filter(|words| !words.is_empty()).map(str::to_owned);
    let id = written("id").unwrap_or_default();
    let lacks = |lack: &'static str| RightsError::Incomplete { file: file.to_owned(), policy: id.clone(), lack };
    let theme = file.trim_end_matches(".cedar");
    if id.split_once('.').is_none_or(|(first, _)| first != theme) {
        return Err(lacks("its @id begins with the name of its file and a dot"));
    }
    let label = |language: &str| written(language).ok_or_else(|| lacks("needs a sentence in each language: @kk, @ru, @en"));
    Ok(Rule {
        id: PolicyId::from(id.as_str()),
        effect: if policy.effect() == cedar_policy::Effect::Permit { Effect::Permit } else { Effect::Forbid },
        labels: Labels { kk: label("kk")?, ru: label("ru")?, en: label("en")? },
        source: written("source").ok_or_else(|| lacks("needs a @source"))?,
        obliges: obligations(&written("obliges").unwrap_or_default()).ok_or_else(|| lacks("has an unknown word in @obliges"))?,
    })
}

fn obligations(words: &str) -> Option<BTreeSet<Obligation>> {
    let known = |word: &str| match word {
        "notify_prosecutor" => Some(Obligation::Notify(Notify::Prosecutor)),
        "notify_inspector" => Some(Obligation::Notify(Notify::Inspector)),
        _ => None,
    };
    words.split_whitespace().map(known).collect()
}

fn name<'a>(file: &'a File<'_>) -> &'a str {
    file.path().to_str().unwrap_or_default()
}

fn text(path: &'static str) -> Result<&'static str, RightsError> {
    SHIPPED.get_file(path).and_then(File::contents_utf8).ok_or(RightsError::Absent(path))
}

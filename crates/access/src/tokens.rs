//! Tokens: programs of people, each for one purpose and a term.

use people::person::{self, Command};
use people::{Person, TokenId};
use record::{Moment, Purpose};
use rights::{Action, Resource};
use signin::secret::ApiToken;

use crate::{AccessError, House, Through, Visitor};

impl House {
    /// Gives a token for a program of the visitor's own; its secret is shown once and not kept.
    ///
    /// # Errors
    /// What the rights or rules refuse; a record that does not answer.
    pub async fn issue_token(
        &self,
        visitor: &Visitor,
        purpose: Purpose,
        days: u32,
        now: Moment,
    ) -> Result<(TokenId, ApiToken), AccessError> {
        self.refresh().await?;
        self.require_own(visitor, Action::IssueToken, now)?;
        let (token, secret) = (TokenId::from_bytes(self.random.bytes()?), ApiToken::new(self.random.bytes()?));
        let until = now.plus_days(days);
        let (actor, agency) = self.own_actor(visitor.person())?;
        // The secret first: a secret without an event opens nothing.
        let value = serde_json::to_vec(&token)?;
        self.drawer.put("token", &secret.digest().0, Some(visitor.person()), Some(until), &value).await?;
        let command = Command::IssueToken(person::IssueToken { token, purpose, until, agency });
        let _ = self.act::<Person>(visitor.person(), &self.administration(&actor, now)?, command).await?;
        Ok((token, secret))
    }

    /// Ends a token of the visitor's own.
    ///
    /// # Errors
    /// What the rules refuse; a record that does not answer.
    pub async fn revoke_token(&self, visitor: &Visitor, token: TokenId, now: Moment) -> Result<(), AccessError> {
        self.refresh().await?;
        self.require_own(visitor, Action::ManageOwnAccount, now)?;
        let actor = visitor.actor();
        let command = Command::RevokeToken(person::RevokeToken { token });
        let _ = self.act::<Person>(visitor.person(), &self.administration(&actor, now)?, command).await?;
        Ok(())
    }

    /// Whose program holds this token.
    ///
    /// # Errors
    /// [`AccessError::NotIn`] where it is none, over or revoked; a record that does not answer.
    pub async fn program(&self, secret: &str, now: Moment) -> Result<Visitor, AccessError> {
        let digest = ApiToken::parse(secret).map_err(|_| AccessError::NotIn)?.digest();
        let kept = self.drawer.get("token", &digest.0, now).await?.ok_or(AccessError::NotIn)?;
        let token: TokenId = serde_json::from_slice(kept.value())?;
        let person = kept.owner().ok_or(AccessError::NotIn)?;
        self.refresh().await?;
        let known = self.look(|directory| directory.person(person)?.tokens.get(&token).copied());
        let known = known.filter(|known| now < known.until).ok_or(AccessError::NotIn)?;
        let authority = self.look(|directory| directory.authority(person, now)).ok_or(AccessError::NotIn)?;
        Ok(Visitor { authority, through: Through::Token { token, purpose: known.purpose }, until: known.until })
    }

    /// For what purposes a visitor could have a token: those of their roles.
    #[must_use]
    pub fn token_purposes(&self, visitor: &Visitor, now: Moment) -> Vec<Purpose> {
        let open = Resource::matter(record::Compartment::OpenSource);
        let looking = [(Action::SearchCorpus, &open), (Action::ReadLog, &Resource::office()), (Action::ReadPeople, &Resource::office())];
        let serves =
            |purpose: &Purpose| looking.iter().any(|(action, resource)| self.may(visitor, *action, resource, *purpose, now).allowed);
        Purpose::ALL.into_iter().filter(serves).collect()
    }
}

//! What somebody can want to do. One list, in Rust and in the schema of the policies; tests hold them together.

/// On what an action is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Something that lies in a compartment.
    Matter,
    /// The installation itself.
    Office,
    /// Either.
    Both,
}

/// One line for each action: its name, code and target, and whether pages, API or commands ask for it already.
macro_rules! actions {
    ($($(#[$doc:meta])+ $name:ident $code:literal $target:ident $wired:literal),+ $(,)?) => {
        /// What somebody wants to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])+ $name,)+
        }

        impl Action {
            /// All actions, in the order of the work.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its code, as in the policies and in the log.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// On what it is done.
            #[must_use]
            pub fn target(self) -> Target {
                match self { $(Self::$name => Target::$target,)+ }
            }

            /// Whether this edition asks for it somewhere; the others have their policies already and wait for their parts.
            #[must_use]
            pub fn is_wired(self) -> bool {
                match self { $(Self::$name => $wired,)+ }
            }
        }
    };
}

actions! {
    /// Reads a post.
    ReadPost "read_post" Matter true,
    /// Searches what was collected.
    SearchCorpus "search_corpus" Matter true,
    /// Adds posts to what was collected.
    AddPosts "add_posts" Matter false,
    /// Reads a network of posts.
    ReadNetwork "read_network" Matter false,
    /// Decides on an item of the queue.
    DecideTriage "decide_triage" Matter false,
    /// Reports a resource or a suspicion; reads nothing.
    FileReport "file_report" Matter false,
    /// Reads a report with its review and orders.
    ReadReport "read_report" Matter false,
    /// Judges whether what a link shows is against the law.
    ReviewLink "review_link" Matter false,
    /// Gives an order to restrict.
    GiveOrder "give_order" Matter false,
    /// Confirms an order that another person gave.
    ConfirmOrder "confirm_order" Matter false,
    /// Lifts an order.
    LiftOrder "lift_order" Matter false,
    /// Notifies platforms, notes answers, checks.
    CarryOutOrder "carry_out_order" Matter false,
    /// Tells the bodies that should act.
    HandOver "hand_over" Matter false,
    /// Accepts or declines what was handed over.
    AcceptHandOver "accept_hand_over" Matter false,
    /// Has a page kept as evidence.
    CapturePage "capture_page" Matter true,
    /// Reads or reveals kept evidence.
    ReadEvidence "read_evidence" Matter true,
    /// Gives evidence over, or takes it.
    HandOverEvidence "hand_over_evidence" Matter true,
    /// Makes the package for court.
    ExportPackage "export_package" Matter false,
    /// Reads a criminal case.
    ReadCase "read_case" Matter false,
    /// Writes in a criminal case.
    EditCase "edit_case" Matter false,
    /// Sends a request abroad.
    SendRequestAbroad "send_request_abroad" Matter false,
    /// Begins a screening.
    OpenScreening "open_screening" Matter false,
    /// Reads whether a screening was done: a yes or no with the number of a document.
    ReadScreeningOutcome "read_screening_outcome" Matter false,
    /// Identifies a victim.
    IdentifyVictim "identify_victim" Matter false,
    /// Refers a person, with consent, to those who help.
    Refer "refer" Matter false,
    /// Accepts or declines a referral.
    AcceptReferral "accept_referral" Matter false,
    /// Reads data that is kept under a subject's own key.
    ReadProtectedData "read_protected_data" Matter false,
    /// Writes such data.
    EditProtectedData "edit_protected_data" Matter false,
    /// Destroys a subject's key.
    ErasePerson "erase_person" Matter false,
    /// Reads that a person is safe and when they may be spoken to.
    ReadSafety "read_safety" Matter false,
    /// Opens a matter in an emergency.
    BreakGlass "break_glass" Matter true,
    /// Reads who has read a subject's data.
    ReadWhoHasSeen "read_who_has_seen" Both true,
    /// Reads and searches the log.
    ReadLog "read_log" Both true,
    /// Takes the log, or a part of it, out of the program.
    ExportLog "export_log" Both true,
    /// Reads the course of work without data about persons.
    Inspect "inspect" Both true,
    /// Reads tables of numbers.
    ReadStatistics "read_statistics" Office false,
    /// Reads which bodies and colleagues there are.
    ReadPeople "read_people" Office true,
    /// Adds people, gives and ends roles, suspends.
    ManagePeople "manage_people" Office true,
    /// Adds and changes bodies.
    ManageAgencies "manage_agencies" Office true,
    /// Rotates keys, names witnesses.
    ManageKeys "manage_keys" Office false,
    /// Gives a token for a program.
    IssueToken "issue_token" Office true,
    /// Approves that a person gets a new sign-in.
    ApproveRecovery "approve_recovery" Office true,
    /// Moves the record to another database.
    MoveRecord "move_record" Office false,
    /// Keeps one's own sign-in, sessions and language.
    ManageOwnAccount "manage_own_account" Office true,
}

impl Action {
    /// The action with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.code() == code)
    }
}

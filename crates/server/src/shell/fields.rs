//! Form fields: label, hint, error and control, in this order, wired together for assistive technology.

use askama::Template;

use super::markup::renders_itself;

/// How wide a control is drawn: as wide as the answer is expected to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// About eight characters.
    Short,
    /// About sixteen characters.
    Middle,
    #[default]
    Full,
}

/// One answer of a select, of radio buttons or of checkboxes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldOption {
    pub value: String,
    pub label: String,
    pub hint: String,
    /// Whether a checkbox is ticked. Selects and radio buttons compare with the field's value instead.
    pub ticked: bool,
}

impl FieldOption {
    /// An answer without a hint.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    /// The same answer with a sentence under it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same answer, ticked or not.
    #[must_use]
    pub fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = ticked;
        self
    }
}

/// What kind of control a field is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FieldKind {
    #[default]
    Text,
    Email,
    Password,
    /// Digits only, with the number keyboard on phones.
    Number,
    /// A one-time code; pasting is allowed and the device may fill it in.
    Code,
    /// One text field that accepts many ways to write a day.
    Date,
    /// An amount, with the sign of its currency in front.
    Money(String),
    /// A file; the text is the `accept` list.
    File(&'static str),
    /// Several lines.
    Lines,
    Select(Vec<FieldOption>),
    Radios(Vec<FieldOption>),
    /// Several answers under one name.
    Checks(Vec<FieldOption>),
    /// One box to tick; sends `yes`. Ticked when the value is `yes`.
    Tick,
}

/// One question of a form with its present answer. Renders itself: `{{ form.purpose }}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "shell/field.html")]
pub struct FieldView {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    /// What to do about a wrong answer: "Choose how your work will be covered".
    pub error: Option<String>,
    pub kind: FieldKind,
    pub width: Width,
    /// The `autocomplete` token, empty for none.
    pub autocomplete: &'static str,
    pub optional: bool,
    /// Draws the label as large as a section title.
    pub strong: bool,
    /// Radio buttons and checkboxes without their boxes.
    pub bare: bool,
    /// Words that the browser offers while one types into a text field.
    pub suggestions: Vec<String>,
}

impl FieldView {
    /// A text field.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), ..Self::default() }
    }

    /// Makes it another kind of control.
    #[must_use]
    pub fn kind(mut self, kind: FieldKind) -> Self {
        self.kind = kind;
        self
    }

    /// Several lines of text.
    #[must_use]
    pub fn lines(self) -> Self {
        self.kind(FieldKind::Lines)
    }

    /// A list to choose one from.
    #[must_use]
    pub fn select(self, options: Vec<FieldOption>) -> Self {
        self.kind(FieldKind::Select(options))
    }

    /// Answers to choose one from, all in sight.
    #[must_use]
    pub fn radios(self, options: Vec<FieldOption>) -> Self {
        self.kind(FieldKind::Radios(options))
    }

    /// A day.
    #[must_use]
    pub fn date(self) -> Self {
        self.kind(FieldKind::Date).width(Width::Middle)
    }

    /// An amount in the currency with this sign.
    #[must_use]
    pub fn money(self, sign: impl Into<String>) -> Self {
        self.kind(FieldKind::Money(sign.into()))
    }

    /// A sentence of help between label and control.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The present answer, exactly as typed when it was wrong.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// What is wrong with the answer, if anything.
    #[must_use]
    pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// How wide the control is drawn.
    #[must_use]
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// The `autocomplete` token, such as `name` or `current-password`.
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    /// Says "(optional)" beside the label.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Draws the label as large as a section title.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.strong = true;
        self
    }

    /// Radio buttons and checkboxes without their boxes.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Words that the browser offers while one types.
    #[must_use]
    pub fn suggest(mut self, words: Vec<String>) -> Self {
        self.suggestions = words;
        self
    }

    /// The `id` of the control, and the target of the error summary's link.
    #[must_use]
    pub fn id(&self) -> String {
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        format!("f-{}", self.name.chars().map(plain).collect::<String>())
    }

    fn width_class(&self) -> &'static str {
        match self.width {
            Width::Short => "w-s",
            Width::Middle => "w-m",
            Width::Full => "",
        }
    }

    fn described_by(&self) -> String {
        let id = self.id();
        let hint = (!self.hint.is_empty()).then(|| format!("{id}-hint"));
        let error = self.error.is_some().then(|| format!("{id}-error"));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }

    /// `type`, `inputmode` of the plain controls.
    fn input_type(&self) -> (&'static str, &'static str) {
        match self.kind {
            FieldKind::Email => ("email", "email"),
            FieldKind::Password => ("password", "text"),
            FieldKind::Number | FieldKind::Code => ("text", "numeric"),
            FieldKind::Money(_) => ("text", "decimal"),
            _ => ("text", "text"),
        }
    }
}

/// The box at the top of a page with errors. It takes focus, and each line leads to its field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "shell/parts/error_summary.html")]
pub struct ErrorSummary {
    /// Address on this page (`#f-cover`) and what to do. A message about no single field has no address.
    pub items: Vec<(Option<String>, String)>,
}

impl ErrorSummary {
    /// Collects the errors of a form's fields, in their order.
    pub fn of<'a>(fields: impl IntoIterator<Item = &'a FieldView>) -> Self {
        let line =
            |field: &FieldView| field.error.clone().map(|error| (Some(format!("#{}", field.id())), error));
        Self { items: fields.into_iter().filter_map(line).collect() }
    }

    /// Adds a message that belongs to no single field.
    #[must_use]
    pub fn and(mut self, message: impl Into<String>) -> Self {
        self.items.push((None, message.into()));
        self
    }

    /// Whether there is nothing to say; it then draws nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

renders_itself!(FieldView, ErrorSummary);

#[cfg(test)]
mod tests {
    use super::{ErrorSummary, FieldOption, FieldView};

    #[test]
    fn a_wrong_answer_is_kept_escaped_and_wired_to_its_error() {
        let field =
            FieldView::new("last_day", "Last day").date().value("4 <b>Jan").error(Some("Use a later day"));
        let html = field.to_string();
        assert!(html.contains(r#"value="4 &#60;b&#62;Jan""#), "{html}");
        assert!(
            html.contains(r#"aria-invalid="true""#)
                && html.contains(r#"aria-describedby="f-last-day-error""#)
        );
        let summary = ErrorSummary::of([&field]).to_string();
        assert!(summary.contains(r##"href="#f-last-day""##) && summary.contains("Use a later day"));
    }

    #[test]
    fn the_order_is_label_hint_error_control() {
        let html =
            FieldView::new("pay", "Who pays").hint("Shares").error(Some("Choose")).money("£").to_string();
        let at = |text: &str| html.find(text).expect(text);
        assert!(at("<label") < at("class=\"hint\"") && at("class=\"hint\"") < at("class=\"error-text\""));
        assert!(at("class=\"error-text\"") < at("<input"));
    }

    #[test]
    fn the_first_radio_carries_the_address_of_the_field_and_the_value_is_chosen() {
        let options = vec![FieldOption::new("hire", "Hire"), FieldOption::new("share", "Share")];
        let html = FieldView::new("cover", "Cover").radios(options).value("share").to_string();
        assert!(html.contains(r#"id="f-cover" value="hire">"#), "{html}");
        assert!(html.contains(r#"value="share" checked>"#), "{html}");
    }

    #[test]
    fn no_errors_draw_no_summary() {
        assert_eq!(ErrorSummary::of([&FieldView::new("a", "A")]).to_string().trim(), "");
    }
}

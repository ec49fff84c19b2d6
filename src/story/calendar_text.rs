//! The calendar that a story describes, as it is written: its rows and texts, and the description with one of them changed.
//! A month or era that gets another name is followed by all that refers to it within the description.
//!
//! Whether the calendar makes sense, and what a change does to the story's dates, is for others to say.

use crate::document::write::json::{self, items, list, members, object, shown};
use crate::document::write::{Entry, Written};
use crate::text::raw::Kind;
use crate::time::calendar::invented::same_name;

/// The fields of the story's `time`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarText {
    members: Vec<(String, String)>,
}

/// Where a list's rows are named, and by which fields.
const NAMES: [&str; 2] = ["name", "short"];

impl CalendarText {
    /// The calendar of a story; `None` if its times are of another kind.
    pub fn of(story: &Written) -> Option<Self> {
        let calendar = Self { members: story.members("time") };
        (calendar.text("kind") == "calendar").then_some(calendar)
    }

    /// The whole description as JSON.
    pub fn json(&self) -> String {
        object(&self.members)
    }

    fn value(&self, field: &str) -> Option<&str> {
        self.members.iter().find(|(name, _)| name == field).map(|(_, value)| &**value)
    }

    /// A text or number as it is shown; empty if it is missing.
    pub fn text(&self, field: &str) -> String {
        self.value(field).map(shown).unwrap_or_default()
    }

    /// Whether a field is true.
    pub fn flag(&self, field: &str) -> bool {
        self.value(field) == Some("true")
    }

    /// The rows of a list, such as `months`.
    pub fn rows(&self, list: &str) -> Vec<Entry> {
        self.items(list).iter().map(|row| Entry::of(members(row))).collect()
    }

    /// The texts of a list, such as `weekdays`.
    pub fn texts(&self, list: &str) -> Vec<String> {
        self.items(list).iter().map(|text| shown(text)).collect()
    }

    /// The rule of leap years; `None` if there are none.
    pub fn leap(&self) -> Option<Entry> {
        self.value("leap").map(|leap| Entry::of(members(leap)))
    }

    fn items(&self, list: &str) -> Vec<String> {
        self.value(list).filter(|value| Kind::of(value) == Kind::List).map(items).unwrap_or_default()
    }

    /// With another value of a field, or without it.
    #[must_use]
    pub fn with(&self, field: &str, value: Option<String>) -> Self {
        let mut with = self.clone();
        json::set(&mut with.members, field, value);
        with
    }

    fn with_items(&self, field: &str, items: &[String]) -> Self {
        self.with(field, (!items.is_empty()).then(|| list(items)))
    }

    /// With a text in a field, or without the field if it is empty.
    #[must_use]
    pub fn with_text(&self, field: &str, text: &str) -> Self {
        self.with(field, (!text.trim().is_empty()).then(|| json::text(text.trim())))
    }

    /// With a field that is true, or without it.
    #[must_use]
    pub fn with_flag(&self, field: &str, is_on: bool) -> Self {
        self.with(field, is_on.then(|| "true".to_owned()))
    }

    /// With a whole number in a field, as it is typed; without the field if it is empty.
    ///
    /// # Errors
    /// It is none.
    pub fn with_number(&self, field: &str, typed: &str) -> Result<Self, String> {
        Ok(self.with(field, whole_number(typed)?))
    }

    /// With a further row of these fields, each as JSON, at the end of a list.
    #[must_use]
    pub fn with_row(&self, list: &str, fields: &[(&str, String)]) -> Self {
        let fields: Vec<_> = fields.iter().map(|(name, json)| ((*name).to_owned(), json.clone())).collect();
        self.with_item(list, object(&fields))
    }

    /// With a further text at the end of a list.
    #[must_use]
    pub fn with_further_text(&self, list: &str, text: &str) -> Self {
        self.with_item(list, json::text(text.trim()))
    }

    fn with_item(&self, field: &str, item: String) -> Self {
        let items: Vec<String> = self.items(field).into_iter().chain([item]).collect();
        self.with_items(field, &items)
    }

    /// With another text in the place of one.
    #[must_use]
    pub fn with_text_at(&self, field: &str, at: usize, text: &str) -> Self {
        let mut items = self.items(field);
        if let Some(item) = items.get_mut(at) {
            *item = json::text(text.trim());
        }
        self.with_items(field, &items)
    }

    /// Without a row or text of a list.
    ///
    /// # Errors
    /// A day outside the months or a leap year needs the month.
    pub fn without(&self, field: &str, at: usize) -> Result<Self, String> {
        if let ("months", Some(month)) = (field, self.rows("months").get(at)) {
            self.check_unneeded(month)?;
        }
        let mut items = self.items(field);
        if at < items.len() {
            items.remove(at);
        }
        Ok(self.with_items(field, &items))
    }

    fn check_unneeded(&self, month: &Entry) -> Result<(), String> {
        let is_it = |name: String| NAMES.iter().any(|field| same_name(&month.text(field), &name));
        let named = month.text("name");
        for day in self.rows("days_outside") {
            if is_it(day.text("after")) || is_it(day.text("before")) {
                let day = day.text("name");
                return Err(format!("“{day}” lies beside {named}; give that day another place first"));
            }
        }
        if self.leap().is_some_and(|leap| is_it(leap.text("longer_month"))) {
            return Err(format!("{named} is the longer month of leap years; choose another one first"));
        }
        Ok(())
    }

    /// With a row or text of a list at another position.
    #[must_use]
    pub fn with_moved(&self, field: &str, from: usize, to: usize) -> Self {
        let mut items = self.items(field);
        if from < items.len() && to < items.len() {
            let item = items.remove(from);
            items.insert(to, item);
        }
        self.with_items(field, &items)
    }

    /// With another value of a field of a row, as JSON, or without it. What refers to a month or an era by the name that it
    /// had follows.
    #[must_use]
    pub fn with_row_field(&self, field: &str, at: usize, name: &str, value: Option<String>) -> Self {
        let mut rows = self.items(field);
        let Some(row) = rows.get_mut(at) else { return self.clone() };
        let mut fields = members(row);
        let old = fields.iter().find(|(known, _)| known == name).map(|(_, old)| shown(old)).unwrap_or_default();
        let new = value.as_deref().map(shown).unwrap_or_default();
        json::set(&mut fields, name, value);
        // The name is what is left of a short form that is taken away.
        let new = if new.is_empty() { Entry::of(fields.clone()).text("name") } else { new };
        *row = object(&fields);
        let with = self.with_items(field, &rows);
        if !NAMES.contains(&name) || old.is_empty() || old == new {
            return with;
        }
        with.with_text("week_from", &renamed_in(&with.text("week_from"), &old, &new))
            .with_month_renamed(field, &old, &new)
    }

    /// Follows a month that has another name.
    fn with_month_renamed(self, list: &str, old: &str, new: &str) -> Self {
        if list != "months" {
            return self;
        }
        let renamed = |fields: &mut Vec<(String, String)>, names: &[&str]| {
            for (name, value) in fields {
                if names.contains(&&**name) && same_name(&shown(value), old) {
                    *value = json::text(new);
                }
            }
        };
        let mut days = self.items("days_outside");
        for day in &mut days {
            let mut fields = members(day);
            renamed(&mut fields, &["after", "before"]);
            *day = object(&fields);
        }
        let mut with = self.with_items("days_outside", &days);
        if let Some(leap) = with.value("leap") {
            let mut fields = members(leap);
            renamed(&mut fields, &["longer_month"]);
            with = with.with("leap", Some(object(&fields)));
        }
        with
    }

    /// With a day outside the months beside another month: `after` or `before` it.
    #[must_use]
    pub fn with_place_of_day(&self, at: usize, is_after: bool, month: &str) -> Self {
        let [side, other] = if is_after { ["after", "before"] } else { ["before", "after"] };
        self.with_row_field("days_outside", at, other, None).with_row_field(
            "days_outside",
            at,
            side,
            Some(json::text(month)),
        )
    }

    /// With another value of a field of the leap rule, as JSON, or without it.
    #[must_use]
    pub fn with_leap(&self, name: &str, value: Option<String>) -> Self {
        let mut fields = self.value("leap").map(members).unwrap_or_default();
        json::set(&mut fields, name, value);
        self.with("leap", Some(object(&fields)))
    }
}

/// A whole number as JSON, as it is typed; `None` if it is empty.
///
/// # Errors
/// It is none.
pub fn whole_number(typed: &str) -> Result<Option<String>, String> {
    match typed.trim() {
        "" => Ok(None),
        typed => match typed.parse::<u32>() {
            // Written like this, it is JSON as well: no 007.
            Ok(number) => Ok(Some(number.to_string())),
            Err(_) => Err("Write a whole number, such as 30".to_owned()),
        },
    }
}

/// Whole numbers with commas between them as a JSON list; `None` if there are none.
///
/// # Errors
/// One of them is none.
pub fn whole_numbers(typed: &str) -> Result<Option<String>, String> {
    let numbers = typed.split([',', ' ']).filter(|number| !number.is_empty()).map(whole_number);
    let numbers = numbers.collect::<Result<Vec<_>, _>>().map_err(|_| "Write whole numbers, such as 2, 4".to_owned())?;
    let numbers: Vec<String> = numbers.into_iter().flatten().collect();
    Ok((!numbers.is_empty()).then(|| list(&numbers)))
}

/// A text in which a name that stands by itself is another one: `3 Ash 12` with `Elm` for `Ash` is `3 Elm 12`.
pub fn renamed_in(text: &str, from: &str, to: &str) -> String {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let is_edge = |at: usize| !is_letter(text[..at].chars().next_back()) || !is_letter(text[at..].chars().next());
    let mut renamed = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        // A name of a hundred letters may have twice as many with accents apart.
        let longest = ends.iter().copied().filter(|&end| end > at && end - at <= 2 * from.len() + 8);
        let found = longest.rev().find(|&end| is_edge(at) && is_edge(end) && same_name(&text[at..end], from));
        let next = text[at..].chars().next().map_or(text.len(), |c| at + c.len_utf8());
        if let Some(end) = found {
            renamed.push_str(to);
            at = end;
        } else {
            renamed.push_str(&text[at..next]);
            at = next;
        }
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::{CalendarText, Written, renamed_in, whole_number, whole_numbers};
    use crate::document::Document;

    const TIME: &str = r#"{"kind":"calendar","months":[{"name":"Ash","days":30},{"name":"Elm","short":"El","days":31}],"days_outside":[{"name":"Feast","after":"ash"}],"weekdays":["One","Two"],"week_from":"3 Ash 1","eras":[{"name":"First Era","short":"FE"}],"leap":{"cycle":4,"longer_month":"Elm"}}"#;

    fn calendar() -> CalendarText {
        let document = Document::from_text(format!("{{ \"time\": {TIME} }}"));
        CalendarText::of(&Written::story(&document).expect("JSON")).expect("a calendar")
    }

    #[test]
    fn one_thing_changes_and_what_names_it_follows() {
        let check = |new: CalendarText, changes: &[(&str, &str)]| {
            let expect = changes.iter().fold(TIME.to_owned(), |text, (from, to)| {
                assert!(text.contains(from), "{from}");
                text.replacen(from, to, 1)
            });
            assert_eq!(new.json(), expect);
        };
        let (it, quoted) = (calendar(), |text: &str| Some(format!("\"{text}\"")));
        check(it.clone(), &[]);
        let followed = [("\"Ash\"", "\"Oak\""), ("\"ash\"", "\"Oak\""), ("3 Ash 1", "3 Oak 1")];
        check(it.with_row_field("months", 0, "name", quoted("Oak")), &followed);
        let longer = [("\"Elm\",", "\"Fir\","), ("\"longer_month\":\"Elm\"", "\"longer_month\":\"Fir\"")];
        check(it.with_row_field("months", 1, "name", quoted("Fir")), &longer);
        check(it.with_row_field("months", 1, "short", None), &[(",\"short\":\"El\"", "")]);
        check(it.with_row_field("months", 0, "days", Some("28".to_owned())), &[("30", "28")]);
        let third = "31},{\"name\":\"Fir\",\"days\":5}]";
        check(it.with_row("months", &[("name", "\"Fir\"".to_owned()), ("days", "5".to_owned())]), &[("31}]", third)]);
        check(it.with_moved("weekdays", 0, 1), &[(r#"["One","Two"]"#, r#"["Two","One"]"#)]);
        check(it.with_text_at("weekdays", 1, "Three"), &[("Two", "Three")]);
        check(it.with_further_text("weekdays", "Three"), &[(r#""Two"]"#, r#""Two","Three"]"#)]);
        check(it.without("weekdays", 0).expect("it can go"), &[(r#""One","#, "")]);
        check(it.with_place_of_day(0, false, "Elm"), &[(r#""after":"ash""#, r#""before":"Elm""#)]);
        check(it.with_leap("cycle", Some("5".to_owned())), &[("\"cycle\":4", "\"cycle\":5")]);
        check(it.with_number("hours_in_day", "20").expect("a number"), &[("}}", "},\"hours_in_day\":20}")]);
        check(it.with_flag("months_start_weeks", true), &[("}}", "},\"months_start_weeks\":true}")]);
        check(it.with_text("week_from", " "), &[(",\"week_from\":\"3 Ash 1\"", "")]);
    }

    #[test]
    fn what_is_needed_stays() {
        let check = |at, expect: &str| assert_eq!(calendar().without("months", at).map(|_| ()), Err(expect.to_owned()));
        check(0, "“Feast” lies beside Ash; give that day another place first");
        check(1, "Elm is the longer month of leap years; choose another one first");
        assert!(calendar().with("leap", None).without("months", 1).is_ok());
    }

    #[test]
    fn names_are_replaced_where_they_stand_by_themselves() {
        let check = |text: &str, from: &str, to: &str, expect: &str| assert_eq!(renamed_in(text, from, to), expect);
        check("3 Ash 12", "Ash", "Elm", "3 Elm 12");
        check("3 ash 12/4 ASH 12", "Ash", "Elm", "3 Elm 12/4 Elm 12");
        check("3 Ashen 12", "Ash", "Elm", "3 Ashen 12");
        check("12 First month 4~", "First month", "May", "12 May 4~");
        check("1492-05", "Ash", "Elm", "1492-05");
        check("3 Été 12 É", "Ete", "Hiver", "3 Hiver 12 É");
        check("", "Ash", "Elm", "");
    }

    #[test]
    fn numbers_are_whole() {
        let check = |typed: &str, expect: Option<&str>| assert_eq!(whole_number(typed), Ok(expect.map(str::to_owned)));
        check(" 030 ", Some("30"));
        check("", None);
        assert!(whole_number("-1").is_err() && whole_number("2.5").is_err());
        assert_eq!(whole_numbers("2, 4 7"), Ok(Some("[2,4,7]".to_owned())));
        assert!(whole_numbers("2, x").is_err());
    }
}

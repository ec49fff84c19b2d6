//! What a column of a table may hold, and the names that such columns have in several languages.

use super::super::dates::words::folded;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title of the event.
    Title,
    /// What happens.
    Summary,
    /// The thread; further ones after semicolons.
    Thread,
    /// The group of the thread.
    Group,
    /// The date or number of the start, or of the whole.
    From,
    /// The time of the day of the start.
    FromTime,
    /// The date or number of the end.
    To,
    /// The time of the day of the end.
    ToTime,
    /// How long it lasts.
    Lasts,
    /// The place.
    Place,
    /// Who takes part: a list.
    Cast,
    /// Keywords: a list.
    Tags,
    /// The position in the telling.
    Told,
    /// The id.
    Id,
    /// What it came of: a list of ids or titles.
    Because,
    /// The source that tells of it.
    Source,
}

/// The fields, their names for the options, and the names of columns that hold them in English, German, French, Spanish,
/// Italian, Portuguese, Dutch and Chinese, as [`folded`] makes them; each name in one field only.
const FIELDS: &[(Field, &str, &str)] = &[
    (
        Field::Title,
        "title",
        "title, event, event title, event name, scene, scene title, name, headline, label, heading, what, \
         titel, ereignis, szene, was, uberschrift, bezeichnung, titre, evenement, nom, intitule, titulo, \
         evento, escena, nombre, suceso, titolo, scena, nome, cena, acontecimento, gebeurtenis, scene-titel, \
         naam, 标题, 事件, 场景, 名称, 題名, 标 题",
    ),
    (
        Field::Summary,
        "summary",
        "summary, description, synopsis, text, details, what happens, plot, content, beschreibung, \
         zusammenfassung, inhalt, handlung, resume, contenu, descripcion, resumen, sinopsis, contenido, \
         descrizione, riassunto, sinossi, sommario, descricao, resumo, sinopse, beschrijving, samenvatting, \
         omschrijving, inhoud, 摘要, 描述, 内容, 概要, 简介, 说明",
    ),
    (
        Field::Thread,
        "thread",
        "thread, plotline, plot line, plot thread, lane, subplot, storyline, story line, strand, arc, story \
         arc, track, strang, handlungsstrang, erzahlstrang, nebenhandlung, spur, intrigue, fil, fil narratif, \
         arc narratif, sous-intrigue, trama, subtrama, hilo, linea argumental, linea narrativa, sottotrama, \
         filone, linha narrativa, subenredo, enredo, verhaallijn, subplotlijn, 线索, 情节线, 故事线, 主线, 支线, 线",
    ),
    (
        Field::Group,
        "group",
        "group, category, gruppe, kategorie, groupe, categorie, grupo, categoria, gruppo, groep, 组, 分组, 类别",
    ),
    (
        Field::From,
        "from",
        "date, start, from, start date, startdate, begin, begins, beginning, when, year, start year, day, \
         date start, date/time, datetime, start time and date, datum, beginn, anfang, von, wann, jahr, tag, \
         startdatum, anfangsdatum, debut, date de debut, du, de, quand, annee, jour, fecha, inicio, fecha de \
         inicio, desde, cuando, ano, dia, data, inizio, data inizio, data di inizio, da, quando, anno, \
         giorno, data de inicio, data inicial, van, begindatum, wanneer, jaar, dag, 日期, 时间, 开始, 开始日期, 开始时间, \
         起始, 年份",
    ),
    (
        Field::FromTime,
        "from-time",
        "time, start time, starttime, hour, clock, uhrzeit, zeit, startzeit, heure, heure de debut, hora, \
         hora de inicio, ora, ora inizio, tijd, begintijd",
    ),
    (
        Field::To,
        "to",
        "end, to, until, end date, enddate, ends, finish, end year, date end, ende, bis, enddatum, schluss, \
         fin, date de fin, au, jusqu'a, fecha de fin, fecha final, hasta, fine, data fine, data di fine, fino \
         a, fim, data de fim, data final, ate, einde, einddatum, tot, 结束, 结束日期, 结束时间, 终止",
    ),
    (Field::ToTime, "to-time", "end time, endtime, endzeit, heure de fin, hora de fin, hora final, ora fine, eindtijd"),
    (
        Field::Lasts,
        "lasts",
        "duration, lasts, length, dauer, lange, duree, duracion, durata, duracao, duur, lengte, 时长, 持续时间, 历时",
    ),
    (
        Field::Place,
        "place",
        "place, location, setting, where, ort, schauplatz, handlungsort, wo, lieu, endroit, decor, ou, lugar, \
         ubicacion, escenario, donde, luogo, ambientazione, dove, local, localizacao, cenario, onde, plaats, \
         locatie, waar, 地点, 场所, 位置",
    ),
    (
        Field::Cast,
        "cast",
        "characters, character, cast, participants, participant, people, persons, who, pov characters, \
         figuren, figur, personen, person, besetzung, beteiligte, teilnehmer, wer, personnages, personnage, \
         participants et personnages, personnes, qui, personajes, personaje, participantes, personas, quien, \
         personaggi, personaggio, partecipanti, persone, chi, personagens, personagem, pessoas, quem, \
         personages, personage, deelnemers, wie, 人物, 角色, 登场人物, 参与者",
    ),
    (
        Field::Tags,
        "tags",
        "tags, tag list, keywords, labels, schlagworte, schlagworter, stichworte, stichworter, \
         schlusselworter, mots-cles, mots cles, etiquettes, etiquetas, palabras clave, etichette, parole \
         chiave, palavras-chave, palavras chave, trefwoorden, 标签, 关键词",
    ),
    (
        Field::Told,
        "told",
        "told, order, number, no, no., nr, nr., #, position, narrative position, sequence, scene number, \
         reihenfolge, nummer, erzahlt, ordre, numero, num, orden, ordine, ordem, volgorde, 顺序, 序号, 次序",
    ),
    (Field::Id, "id", "id, event id, key, identifier, uid, kennung, identifiant, identificador, identificatore, 编号"),
    (
        Field::Because,
        "because",
        "because, cause, causes, caused by, reason, why, ursache, ursachen, grund, weil, warum, parce que, \
         raison, causa, causas, porque, motivo, perche, cause di, oorzaak, oorzaken, omdat, reden, 原因, 起因",
    ),
    (
        Field::Source,
        "source",
        "source, sources, quelle, quellen, fuente, fuentes, fonte, fonti, fontes, bron, bronnen, 来源, 出处",
    ),
];

impl Field {
    /// Its name in [`Options::columns`](crate::import::Options::columns).
    pub fn name(self) -> &'static str {
        FIELDS.iter().find(|(field, ..)| *field == self).map_or("", |(_, name, _)| name)
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|(field, ..)| *field)
    }

    /// The field with this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = folded(name.trim());
        // As our format names the date of an event.
        let name = if name == "at" || name == "date" { "from" } else { &name };
        FIELDS.iter().find(|(_, own, _)| *own == name).map(|(field, ..)| *field)
    }
}

/// The field whose columns are called so.
pub(super) fn recognised(name: &str) -> Option<Field> {
    let name = folded(name).replace(['_', '\n'], " ");
    // `Duration (days)`: what the unit is, is read with the values.
    let bare = name.split('(').next().unwrap_or_default();
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = bare.trim_end_matches(':');
    let is_it = |names: &str| !bare.is_empty() && names.split(", ").any(|name| name == bare);
    FIELDS.iter().find(|(_, own, names)| *own == bare || is_it(names)).map(|(field, ..)| *field)
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, Field, folded, recognised};

    #[test]
    fn names_are_told_in_several_languages() {
        let check = |name: &str, expect: Option<Field>| assert_eq!(recognised(name), expect, "{name}");
        check("Event", Some(Field::Title));
        check("Zusammenfassung", Some(Field::Summary));
        check("Date de début", Some(Field::From));
        check("Descripción", Some(Field::Summary));
        check("Luogo", Some(Field::Place));
        check("PERSONAGENS", Some(Field::Cast));
        check("Verhaallijn", Some(Field::Thread));
        check("人物", Some(Field::Cast));
        check("Duration (days)", Some(Field::Lasts));
        check("start_date", Some(Field::From));
        check("Mood", None);
        check("", None);
    }

    #[test]
    fn a_name_means_one_thing_and_is_folded() {
        let names: Vec<&str> = FIELDS.iter().flat_map(|(.., names)| names.split(", ")).collect();
        let mut once = names.clone();
        once.sort_unstable();
        let twice: Vec<_> = once.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
        let unfolded: Vec<_> = names.into_iter().filter(|name| folded(name) != *name).collect();
        assert!(unfolded.is_empty(), "{unfolded:?}");
    }
}

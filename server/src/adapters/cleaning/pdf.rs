//! PDF: the document information, XMP streams, private data of programs, authors of comments, and
//! the metadata of JPEG pictures inside are removed; actions that run by themselves too. Earlier
//! revisions and unused objects are left behind because the file is written anew.
//! What is written on the pages is the reporter's own, and stays.
use super::jpeg;
use crate::domain::media::{CleanWarning, Cleaned, Kind, MediaRefusal};
use lopdf::{Dictionary, Document, LoadOptions, Object};

/// How much the compressed object lists of one document may unfold to together, in bytes. Parsed
/// values take up to sixty times as much memory as their text.
const MAX_UNFOLDED: usize = 24 * 1024 * 1024;
/// Entries that say who, where, when and with which program, wherever they stand.
const TRACES: [&[u8]; 3] = [b"Metadata", b"PieceInfo", b"LastModified"];
/// Entries that make a reader do something by itself.
const ACTIONS: [&[u8]; 4] = [b"OpenAction", b"AA", b"JavaScript", b"JS"];
/// Author, dates and identity of a comment.
const COMMENT_TRACES: [&[u8]; 4] = [b"T", b"M", b"CreationDate", b"NM"];

pub(super) fn clean(bytes: &[u8]) -> Result<Cleaned, MediaRefusal> {
    if !contains(bytes, b"%%EOF") && !contains(bytes, b"startxref") {
        // Neither of the two marks that end a document: half a file, or none at all.
        return Err(MediaRefusal::Broken);
    }
    let options = LoadOptions::with_max_decompressed_size(unfolding_limit(bytes));
    let mut document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) => document,
        // Readers repair more than this library does, so an honest document may end here.
        Err(_) => return Ok(kept(bytes.to_vec(), vec![CleanWarning::Unreadable])),
    };
    if document.is_encrypted() || document.was_encrypted() {
        return Ok(kept(bytes.to_vec(), vec![CleanWarning::Encrypted]));
    }
    if document.page_iter().next().is_none() {
        return Ok(kept(bytes.to_vec(), vec![CleanWarning::Unreadable]));
    }
    if document.objects.values().any(|object| any_dictionary(object, is_signature)) {
        return Ok(kept(bytes.to_vec(), vec![CleanWarning::Signed]));
    }
    let warnings = remove_traces(&mut document);
    let mut out = Vec::with_capacity(bytes.len());
    if document.save_to(&mut out).is_err() {
        return Ok(kept(bytes.to_vec(), vec![CleanWarning::Unreadable]));
    }
    Ok(kept(out, warnings))
}

fn kept(bytes: Vec<u8>, not_cleaned: Vec<CleanWarning>) -> Cleaned {
    Cleaned { bytes, kind: Kind::Pdf, width: None, height: None, thumbnail: None, not_cleaned }
}

fn remove_traces(document: &mut Document) -> Vec<CleanWarning> {
    let mut warnings = Vec::new();
    document.trailer.remove(b"Info");
    document.trailer.remove(b"ID");
    for object in document.objects.values_mut() {
        if any_dictionary(object, |dictionary| dictionary.has_type(b"Filespec") && dictionary.has(b"EF")) {
            note(&mut warnings, CleanWarning::FilesInside);
        }
        clean_object(object);
        if let Object::Stream(stream) = object
            && stream.filters().is_ok_and(|filters| filters == [b"DCTDecode".as_slice()])
        {
            match jpeg::strip(&stream.content) {
                Some(stripped) => stream.set_content(stripped),
                None => note(&mut warnings, CleanWarning::PictureInside),
            }
        }
    }
    document.objects.retain(|_, object| !object.type_name().is_ok_and(|name| name == b"Metadata"));
    document.prune_objects();
    warnings
}

fn note(warnings: &mut Vec<CleanWarning>, warning: CleanWarning) {
    if !warnings.contains(&warning) {
        warnings.push(warning);
    }
}

/// Cleans a value and all it holds. The library refuses nesting deeper than 100.
fn clean_object(object: &mut Object) {
    match object {
        Object::Array(items) => items.iter_mut().for_each(clean_object),
        Object::Dictionary(dictionary) => clean_dictionary(dictionary),
        Object::Stream(stream) => clean_dictionary(&mut stream.dict),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Reference(_) => {}
    }
}

fn clean_dictionary(dictionary: &mut Dictionary) {
    for key in TRACES.into_iter().chain(ACTIONS) {
        dictionary.remove(key);
    }
    // Of a form field `T` is its name and must stay; of a comment it is the author.
    let subtype = dictionary.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
    let comment = dictionary.has(b"Rect") && !subtype.is_empty() && subtype != b"Widget";
    if comment {
        for key in COMMENT_TRACES {
            dictionary.remove(key);
        }
    }
    dictionary.iter_mut().for_each(|(_, value)| clean_object(value));
}

fn is_signature(dictionary: &Dictionary) -> bool {
    dictionary.has_type(b"Sig") || dictionary.has(b"ByteRange")
}

/// Whether a value is, or holds directly, a dictionary of which `is` is true.
fn any_dictionary(object: &Object, is: fn(&Dictionary) -> bool) -> bool {
    match object {
        Object::Array(items) => items.iter().any(|item| any_dictionary(item, is)),
        Object::Dictionary(dictionary) => dictionary_or_inner(dictionary, is),
        Object::Stream(stream) => dictionary_or_inner(&stream.dict, is),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Reference(_) => false,
    }
}

fn dictionary_or_inner(dictionary: &Dictionary, is: fn(&Dictionary) -> bool) -> bool {
    is(dictionary) || dictionary.iter().any(|(_, value)| any_dictionary(value, is))
}

/// The limit for one object list, so that all of them stay within `MAX_UNFOLDED`. Where a name is
/// written with escapes, which can hide what a stream is, every stream counts as a list.
fn unfolding_limit(bytes: &[u8]) -> usize {
    let escaped = bytes.split(|byte| *byte == b'/').skip(1).any(|name| {
        let plain = name.iter().take(6).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        matches!(name.get(plain..), Some([b'#', high, low, ..])
            if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
    });
    let lists = if escaped { count(bytes, b"endstream") } else { count(bytes, b"ObjStm") + count(bytes, b"XRef") };
    MAX_UNFOLDED / lists.max(1)
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part == word)
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|part| *part == word).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_lists_share_one_limit_also_where_their_names_are_written_with_escapes() {
        assert_eq!(unfolding_limit(b"%PDF-1.7 no list"), MAX_UNFOLDED);
        let ten = b"<</Type/ObjStm>>stream endstream ".repeat(10);
        assert_eq!(unfolding_limit(&ten), MAX_UNFOLDED / 10);
        let escaped = b"<</Type/Obj#53tm>>stream endstream ".repeat(10);
        assert_eq!(unfolding_limit(&escaped), MAX_UNFOLDED / 10);
    }
}

//! What went wrong on the wire, in words. Decided by the types of the error and its causes, never by their text.

use std::error::Error as Cause;
use std::io;
use std::time::Duration;

use http::StatusCode;
use rustls::CertificateError::{Expired, ExpiredContext, NotValidYet, NotValidYetContext};

use super::{BODY_CAP, CONNECT_DEADLINE, Failure, Sent};
use crate::error::{Code, Error};
use crate::text;
use crate::text::Text;

/// Where a call was going and how long it could take: what its failures have to tell.
pub(super) struct At<'a> {
    pub(super) host: &'a str,
    pub(super) deadline: Duration,
}

impl At<'_> {
    pub(super) fn failure(&self, error: reqwest::Error) -> Failure {
        let error = error.without_url();
        let sent = if error.is_connect() || error.is_builder() { Sent::No } else { Sent::Perhaps };
        if is_not_http(&error) {
            return answered(self.not_http());
        }
        let explained = if error.is_timeout() {
            self.too_slow(error.is_connect())
        } else if error.is_connect() {
            self.no_connection(&error)
        } else if error.is_body() || error.is_decode() {
            self.cut_off()
        } else {
            self.broken(
                "The connection broke before an answer came from",
                "Соединение оборвалось до ответа от",
                &error,
            )
        };
        Failure { error: explained, sent }
    }

    pub(super) fn redirect(&self, status: StatusCode) -> Failure {
        let host = self.host;
        let message = text!(
            "{host} answered with a redirect ({status}). AdKeys does not follow redirects with access data.",
            "{host} отвечает перенаправлением ({status}). AdKeys не следует перенаправлениям с данными доступа."
        );
        let error = Error::new(Code::PlatformUnavailable, message).hint(Text::new(
            "A VPN, proxy or sign-in page of the network may stand in between; else the address in the catalogue is out of date.",
            "Возможно, между вами и платформой VPN, прокси или страница входа в сеть; иначе устарел адрес в каталоге.",
        ));
        answered(error.with(|details| details.http_status = Some(status.as_u16())))
    }

    pub(super) fn too_large(&self) -> Failure {
        let (host, limit) = (self.host, BODY_CAP / 1024);
        answered(Error::new(
            Code::PlatformUnavailable,
            text!(
                "The answer of {host} is larger than {limit} KiB and was not read.",
                "Ответ {host} больше {limit} КиБ и не прочитан."
            ),
        ))
    }

    fn too_slow(&self, connecting: bool) -> Error {
        let host = self.host;
        if connecting {
            let seconds = CONNECT_DEADLINE.min(self.deadline).as_secs();
            return Error::new(
                Code::Network,
                text!(
                    "No connection to {host} within {seconds} s.",
                    "Нет соединения с {host} за {seconds} с."
                ),
            );
        }
        let seconds = self.deadline.as_secs();
        Error::new(
            Code::Network,
            text!(
                "{host} did not finish its answer within {seconds} s.",
                "Ответ {host} не пришёл целиком за {seconds} с."
            ),
        )
    }

    fn no_connection(&self, error: &reqwest::Error) -> Error {
        let host = self.host;
        if error.is_dns() {
            return Error::new(
                Code::Network,
                text!("The name {host} cannot be found.", "Не удаётся найти имя {host}."),
            );
        }
        match tls(error) {
            Some(reason) => self.bad_tls(reason),
            None => self.broken("No connection to", "Нет соединения с", error),
        }
    }

    fn bad_tls(&self, reason: &rustls::Error) -> Error {
        let host = self.host;
        let error = Error::new(
            Code::Network,
            text!(
                "No secure connection to {host}: {reason}.",
                "Нет защищённого соединения с {host}: {reason}."
            ),
        );
        if !matters_of_time(reason) {
            return error;
        }
        error.hint(Text::new(
            "Check this computer's date and time first: the certificate does not fit them.",
            "Сначала проверьте дату и время на этом компьютере: сертификат им не соответствует.",
        ))
    }

    fn not_http(&self) -> Error {
        let host = self.host;
        let message = text!("What {host} answers is not HTTP.", "То, что отвечает {host}, не HTTP.");
        Error::new(Code::PlatformUnavailable, message)
    }

    fn cut_off(&self) -> Error {
        let host = self.host;
        Error::new(
            Code::PlatformUnavailable,
            text!("The answer of {host} is cut off or damaged.", "Ответ {host} оборван или повреждён."),
        )
    }

    fn broken(&self, en: &str, ru: &str, error: &reqwest::Error) -> Error {
        let host = self.host;
        let cause = causes(error).last().map(ToString::to_string).unwrap_or_default();
        Error::new(Code::Network, text!("{en} {host}: {cause}.", "{ru} {host}: {cause}."))
    }
}

/// A request that never left.
pub(super) fn unsent(error: Error) -> Failure {
    Failure { error, sent: Sent::No }
}

fn answered(error: Error) -> Failure {
    Failure { error, sent: Sent::Answered }
}

pub(super) fn no_client(error: reqwest::Error) -> Error {
    let cause = causes(&error).last().map(ToString::to_string).unwrap_or_default();
    Error::new(
        Code::Network,
        text!(
            "The system's certificates or proxy settings cannot be read: {cause}.",
            "Не удаётся прочитать системные сертификаты или настройки прокси: {cause}."
        ),
    )
}

/// The offending value may be a secret, so it is not shown.
pub(super) fn header<E>(_: E) -> Error {
    Error::new(
        Code::Usage,
        Text::new(
            "A header or token holds characters that HTTP does not allow.",
            "В заголовке или токене есть символы, которые HTTP не допускает.",
        ),
    )
}

fn is_not_http(error: &reqwest::Error) -> bool {
    let found = causes(error).find_map(|cause| cause.downcast_ref::<hyper::Error>());
    !error.is_connect() && found.is_some_and(hyper::Error::is_parse)
}

fn matters_of_time(reason: &rustls::Error) -> bool {
    let rustls::Error::InvalidCertificate(problem) = reason else { return false };
    matches!(problem, Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. })
}

fn tls(error: &reqwest::Error) -> Option<&rustls::Error> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// The error and everything beneath it.
fn causes<'a>(error: &'a (dyn Cause + 'static)) -> impl Iterator<Item = &'a (dyn Cause + 'static)> {
    std::iter::successors(Some(error), |cause| beneath(*cause))
}

/// An [`io::Error`] hides its own cause from `source`.
fn beneath<'a>(error: &'a (dyn Cause + 'static)) -> Option<&'a (dyn Cause + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

#[cfg(test)]
mod tests {
    use rustls::CertificateError;

    use super::*;

    #[test]
    fn a_certificate_that_does_not_fit_the_date_points_to_the_clock() {
        let at = At { host: "a.example", deadline: CONNECT_DEADLINE };
        let told = |problem| at.bad_tls(&rustls::Error::InvalidCertificate(problem));
        for problem in [CertificateError::Expired, CertificateError::NotValidYet] {
            assert!(told(problem).hint.en.contains("date and time"));
        }
        let unknown = told(CertificateError::UnknownIssuer);
        assert_eq!(unknown.code, Code::Network);
        assert!(unknown.message.en.contains("UnknownIssuer") && !unknown.hint.en.contains("date and time"));
    }
}

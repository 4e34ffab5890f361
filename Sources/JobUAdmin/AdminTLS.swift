import HummingbirdTLS
import JobUHTTP
import NIOSSL

/// The certificate and key that the pages are served with.
package struct AdminTLS: Sendable, Equatable {
    let configuration: TLSConfiguration

    package static func == (left: AdminTLS, right: AdminTLS) -> Bool { left.configuration.bestEffortEquals(right.configuration) }

    /// Reads both files and tries whether they fit.
    /// - Parameters:
    ///   - certificate: path of a PEM file with the certificate, and those of its issuers behind it.
    ///   - key: path of a PEM file with the private key.
    /// - Throws: `AdminTLSError`.
    package init(certificate: String, key: String) throws(AdminTLSError) {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificate)
        } catch {
            throw AdminTLSError(file: .certificate, problem: "is no file with a certificate in PEM form")
        }
        guard !chain.isEmpty else { throw AdminTLSError(file: .certificate, problem: "holds no certificate in PEM form") }
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
        } catch {
            throw AdminTLSError(file: .key, problem: "is no file with a private key in PEM form, or the key has a passphrase")
        }
        var made = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        TLSRules.apply(to: &made)
        do {
            _ = try NIOSSLContext(configuration: made)
        } catch {
            throw AdminTLSError(file: .key, problem: "is not the key of the certificate")
        }
        configuration = made
    }
}

/// Which of the two files cannot be used, and why.
package struct AdminTLSError: Error, Sendable {
    package enum File: Sendable { case certificate, key }

    package var file: File
    package var problem: String
}

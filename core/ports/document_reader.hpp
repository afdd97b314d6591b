// SPDX-License-Identifier: Apache-2.0
// Port: the document reader at the entrance, the booth's scanner, or the officer's keyboard (typed
// lines arrive as a scan). Real: full-page reader, serial scanner; simulated:
// sim/devices/simulated_reader.
//
// At a booth document_presented and document_removed say that the document was handed to the
// officer, and handed back as the person leaves; a booth that does not report them ends its
// transaction with the officer's work.
//
// Promises: posts document_presented when a document reaches its end position and document_removed
// when it leaves. start() leads to exactly one of document_scanned or reading_failed, unless
// cancel() comes first; after cancel() nothing of that reading arrives. The scan's bytes stay
// unchanged until the next start(). May report broken: document_reader.
#pragma once

namespace gatetwin {

class DocumentReader {
public:
  virtual ~DocumentReader() = default;
  virtual void start() = 0;
  virtual void cancel() = 0;
};

} // namespace gatetwin

using Descent.Cli.Output;
using Descent.Tabular;
using Descent.Training;

namespace Descent.Cli.Progress;

/// <summary>Progress as plain lines, for logs: the first epoch, every tenth part of the training, the last; of several networks the last of each.</summary>
internal sealed class LineDisplay(Terminal terminal) : TrainingDisplay(terminal), ITrainingObserver
{
    private const int Parts = 10;

    private readonly TextWriter _writer = terminal.Error;
    private string _title = "";
    private int _epochs;
    private EpochReport? _last;
    private bool _isLastWritten;

    public override TrainingResult Follow(TrainingTurn turn, Func<ITrainingObserver, TrainingResult> train)
    {
        _title = Title(turn);
        return train(this);
    }

    public void OnRunStart(RunStart run) => _epochs = run.Options.Epochs;

    public void OnEpoch(EpochReport epoch)
    {
        _last = epoch;
        int step = (_epochs + Parts - 1) / Parts;
        _isLastWritten = _title.Length == 0 && (epoch.Epoch == 1 || epoch.Epoch % step == 0);
        if (_isLastWritten)
            _writer.WriteLine(_title + EpochText.Of(epoch, _epochs));
    }

    public void OnRunEnd(TrainingResult result)
    {
        if (_last is not null && !_isLastWritten)
            _writer.WriteLine(_title + EpochText.Of(_last, _epochs));
    }
}

namespace Descent.Training;

/// <summary>What an update needs to know beside the numbers it changes.</summary>
/// <param name="LearningRate">η of this step, after the schedule.</param>
/// <param name="Number">1 for the first update of a training.</param>
internal readonly record struct UpdateStep(float LearningRate, long Number);
